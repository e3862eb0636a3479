"""What a build refuses it refuses with a command: the command is done as it is printed, and what it makes reads right."""

import json
import pathlib
import re
import shutil
import subprocess

import forms
import pytest
import stories


def pandoc(path: pathlib.Path, n: int) -> None:
    if not shutil.which("pandoc"):
        pytest.skip(f"SKIPPED: no pandoc to make {path.name}")
    subprocess.run(["pandoc", "-f", "html", "-s", "-o", path], input=stories.plain_html(n).encode(), check=True)


def utf16(path: pathlib.Path, n: int) -> None:
    path.write_bytes(json.dumps({"url": stories.story(n)["url"], "html": stories.html(n)}).encode("utf-16"))


def office(path: pathlib.Path, n: int) -> None:
    """The old format of Word, told by its first bytes: soffice makes one of HTML."""
    if not shutil.which("soffice"):
        pytest.skip("SKIPPED: no soffice to make a .doc")
    source = path.with_suffix(".html")
    source.write_text(stories.plain_html(n), encoding="utf-8")
    subprocess.run(["soffice", "--headless", "--convert-to", "doc", "--outdir", path.parent, source], check=True, capture_output=True)
    source.unlink()


REFUSED = {
    "paper.pdf": lambda path, n: path.write_bytes(stories.pdf(n)), "book.epub": pandoc, "story.odt": pandoc, "slides.doc": office, "wide.jsonl": utf16,
}


@pytest.mark.parametrize("name", REFUSED)
def test_remedy_is_done_as_it_is_printed(name: str, binary: pathlib.Path, tmp_path: pathlib.Path) -> None:
    n = 7
    path = tmp_path / name
    REFUSED[name](path, n)
    run = subprocess.run([binary, "plan", path, "--format", "json"], capture_output=True, text=True, timeout=300)
    assert run.returncode == 3, run.stdout + run.stderr
    message = json.loads(run.stdout)["files"][0]["rejects"][0]["example"]
    commands = re.findall(r"`([^`]+)`", message)
    assert commands, f"a refusal without a command: {message}"
    tool = commands[0].split()[0]
    if not shutil.which(tool):
        pytest.skip(f"SKIPPED: no {tool}")
    before = set(tmp_path.iterdir())
    subprocess.run(["sh", "-c", commands[0].replace("FILE", name)], cwd=tmp_path, check=True, capture_output=True)
    made = set(tmp_path.iterdir()) - before
    assert len(made) == 1, f"{commands[0]} made {made}"
    rows = forms.build(binary, made.pop(), tmp_path / "out")["articles"].to_pylist()
    assert [r["title"] for r in rows] == [stories.story(n)["title"]]
    assert stories.words(rows[0]["text"]) == stories.words(stories.story(n)["text"])
