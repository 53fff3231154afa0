"""Names for written texts on a page: sealed anew each time, so that nobody can see which texts one person wrote."""

from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken

NamedText = tuple[str, str]
"""A response's id and a question's name."""


class TextNames:
    """Writes and reads the names; a name made with another secret, or by hand, names nothing."""

    def __init__(self, secret: str) -> None:
        self._box = Fernet(urlsafe_b64encode(sha256(b"names of texts:" + secret.encode()).digest()))

    def write(self, response: str, question: str) -> str:
        """A name without blanks; the same text gets another one each time."""
        return self._box.encrypt(f"{response}/{question}".encode()).decode()

    def read(self, names: str) -> list[NamedText]:
        """The texts behind names with blanks between them; what is no name is left out."""
        found = []
        for name in names.split():
            try:
                response, _, question = self._box.decrypt(name.encode()).decode().partition("/")
            except InvalidToken:
                continue
            found.append((response, question))
        return found
