"""`python -m scripts.tone`: make the weights of word-tone anew, the same bytes each time."""

from pathlib import Path

from participation.analysis import tone_model
from scripts.tone.examples import one_code, young
from scripts.tone.learning import learn

TABLE = Path(tone_model.__file__).parent / tone_model.WEIGHTS
ABOUT = """Weights of word-tone, made by python -m scripts.tone; not to be edited by hand.
Learned from {comments} patients' comments (scripts/tone/nhs_one_code.csv) and {sentences} sentences in young
people's words (scripts/tone/young_words.txt), which were written for this project.
The comments: CDU-data-science-team/pxtextmining, datasets/phase_1/text_data.csv, MIT licence, © 2021 NHS England."""


def table() -> str:
    """The whole file."""
    comments, sentences = one_code(), young()
    about = ABOUT.format(comments=f"{len(comments):,}", sentences=len(sentences))
    return learn([*comments, *sentences]).to_table(about)


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8", newline="")
    print(f"Wrote {TABLE.name}.")
