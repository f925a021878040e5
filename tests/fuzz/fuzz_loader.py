"""Coverage-guided fuzzing of the loader: no input may raise, hang, or yield a place outside its file.

python -m tests.fuzz.fuzz_loader [-max_total_time=600] [CORPUS]
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["aigc_kb"]):
    from aigc_kb.document import contributed as gate
    from aigc_kb.language import markup
    from aigc_kb.load.decode import Decoder
    from aigc_kb.load.source import parse
    from aigc_kb.model.entries import Mitigation, Problem
    from aigc_kb.model.walk import texts

WORDS = {"area": ("a",), "role": ("r",), "stage": ("s",), "modality": ("m",), "origin": ("S01",)}


def one_input(data: bytes) -> None:
    """Read bytes as each kind of entry, with everything that happens to a text on its way to a page."""
    source, findings = parse("x.yaml", data)
    for finding in findings:
        assert finding.place.line >= 1
        assert finding.place.column >= 1
        assert finding.message("zh")
        assert finding.remedy("en")
    if source is None:
        assert findings
        return
    for cls in (Problem, Mitigation):
        decoder = Decoder(source, WORDS)
        value = decoder.decode(cls)
        for finding in decoder.findings:
            assert finding.message("en")
            assert finding.place.line <= source.text.count("\n") + 1
        if value is not None:
            for _, kind, text in texts(value):
                list(markup.forbidden(text.zh))
                list(markup.broken(text.en))
                rendered = (gate.block_html if kind.markup == "block" else gate.inline_html)(text.zh, "zh")
                assert "<script" not in rendered.lower()
            # A build sees each text many times, the fuzzer sees each once.
            gate.inline_html.cache_clear()


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
