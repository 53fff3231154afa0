"""Writes `given_names_more.txt` anew from Faker's lists: `python scripts/given_names.py` (after Faker has grown)."""

import importlib
from pathlib import Path

from participation.analysis.known_words import folded, is_common_word
from participation.analysis.wordlists import word_list

LOCALES = (
    "en_GB en_IE en_IN en_PK en_NG yo_NG ig_NG ha_NG tw_GH en_KE zu_ZA pl_PL cs_CZ sk_SK ro_RO hu_HU lt_LT lv_LV "
    "tr_TR hr_HR et_EE es_ES pt_PT it_IT"
)
DATA = Path(__file__).parents[1] / "participation" / "analysis" / "data"
FEWEST_LETTERS = 4
"""Shorter names are too often something else; the short ones that count stand in `given_names.txt`."""
WIDTH = 118
HEAD = """\
# Given names from Faker's lists (MIT licence, (c) 2012 Daniele Faraglia and contributors),
# made by scripts/given_names.py for the locales {locales}.
# A name that is also a common word is not among them: it has to be put into the hand-written list, with a "?".
"""


def main() -> None:
    """Write the list: names of four letters or more that the hand-written list lacks, lower case without accents."""
    own = {word.lstrip("?") for word in (DATA / "given_names.txt").read_text("utf-8").split()}
    found = {name for locale in LOCALES.split() for name in _names(locale)} - own
    kept = sorted(name for name in found if not is_common_word(name) and name not in word_list("towns"))
    lines = [HEAD.format(locales=LOCALES).rstrip("\n")]
    line = ""
    for name in kept:
        if len(line) + len(name) >= WIDTH:
            lines.append(line)
            line = ""
        line = f"{line} {name}".strip()
    (DATA / "given_names_more.txt").write_text("\n".join([*lines, line, ""]), encoding="utf-8")


def _names(locale: str) -> set[str]:
    provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    lists = [getattr(provider, name) for name in dir(provider) if name.startswith("first_names")]
    words = {folded(name) for names in lists for name in names}
    return {word for word in words if word.isascii() and word.isalpha() and len(word) >= FEWEST_LETTERS}


if __name__ == "__main__":
    main()
