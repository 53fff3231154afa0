"""What the product is measured against: a peer or a bound in the same run, never a bare time."""
