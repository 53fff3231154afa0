"""BERTopic on given texts and vectors: default, and with outliers reduced. Runs in the peers' environment.

Arguments: a .npz with `texts` and `vectors`, then the seeds. Prints one JSON line.
"""

import json
import resource
import sys
import time

import numpy as np
from bertopic import BERTopic
from umap import UMAP


def main() -> None:
    given = np.load(sys.argv[1], allow_pickle=False)
    texts, vectors = [str(t) for t in given["texts"]], given["vectors"]
    runs = []
    for seed in map(int, sys.argv[2:]):
        started = time.perf_counter()
        umap = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed)
        model = BERTopic(umap_model=umap)
        labels, _ = model.fit_transform(texts, vectors)
        seconds = time.perf_counter() - started
        reduced = model.reduce_outliers(texts, labels, strategy="embeddings", embeddings=vectors)
        runs.append(
            {
                "seed": seed,
                "labels": [int(x) for x in labels],
                "reduced": [int(x) for x in reduced],
                "seconds": seconds,
            }
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"runs": runs, "peak_mb": peak}))


if __name__ == "__main__":
    main()
