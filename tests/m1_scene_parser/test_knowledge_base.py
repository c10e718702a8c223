"""Categories by word and by meaning, and the sentence model behind them."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from backend.common.object_priors import object_priors
from backend.m1_scene_parser.knowledge_base import KnowledgeBase
from backend.m1_scene_parser.minilm import MiniLM
from backend.m1_scene_parser.stage import SceneParser


@pytest.fixture(scope="module")
def encoder() -> MiniLM:
    return MiniLM.load()


def test_embeddings_match_the_published_example(encoder: MiniLM) -> None:
    """Cosines from the Sentence Transformers quickstart for all-MiniLM-L6-v2."""
    sentences = ["The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."]
    embeddings = encoder.encode(sentences)
    np.testing.assert_allclose(np.linalg.norm(embeddings, axis=1), 1.0, atol=1e-5)
    expected = [[1.0, 0.6660, 0.1046], [0.6660, 1.0, 0.1411], [0.1046, 0.1411, 1.0]]
    np.testing.assert_allclose(embeddings @ embeddings.T, expected, atol=2e-4)


def test_batches_do_not_change_embeddings(encoder: MiniLM) -> None:
    texts = ["ball", "a very long sentence about a red ball on a wooden table", "x"]
    apart = np.concatenate([encoder.encode([text]) for text in texts])
    np.testing.assert_allclose(encoder.encode(texts), apart, atol=1e-5)


def test_shipped_embeddings_are_those_of_the_words(encoder: MiniLM) -> None:
    knowledge = KnowledgeBase()
    words = tuple(sorted(object_priors()))[::60]
    np.testing.assert_allclose(knowledge._embeddings(words), encoder.encode(list(words)), atol=2e-3)


@pytest.mark.parametrize(
    ("lemma", "category"),
    [("sofa", "couch"), ("knight", "person"), ("oak tree", "tree"), ("garden bench", "bench"), ("spruce", "tree")],
)
def test_known_words(lemma: str, category: str) -> None:
    assert KnowledgeBase().category_of(lemma)[0] == category


@pytest.mark.parametrize(
    ("lemma", "category"),
    [("motorcar", "car"), ("tableware dish", "bowl"), ("seat cushion", "pillow"), ("cot bed", "bed")],
)
def test_unknown_words_find_the_nearest(lemma: str, category: str) -> None:
    assert KnowledgeBase().category_of(lemma)[0] == category


def test_nothing_near_keeps_the_word() -> None:
    assert KnowledgeBase().category_of("qqzzx")[0] == "qqzzx"
    assert KnowledgeBase().category_of("мяч")[0] == "мяч"


def test_user_entries_are_found_when_they_appear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCENELOOM_KNOWLEDGE_BASE", str(tmp_path))
    parser = SceneParser.load()
    entry = {"name": "flibbert", "category": "vase", "size_m": [0.1, 0.1, 0.4], "synonyms": ["garden flibbertigibbet"]}
    (tmp_path / "mine.json").write_text(json.dumps([entry]), encoding="utf-8")
    assert [e.category for e in parser.run("a red flibbert on a table").entities] == ["vase", "table"]
    assert parser.run("a garden flibbertigibbet").entities[0].lemma == "garden flibbertigibbet"
    (tmp_path / "mine.json").write_text(json.dumps([entry | {"category": "lamp"}]), encoding="utf-8")
    assert parser.run("a flibbert").entities[0].category == "lamp"


def test_known_words_load_no_model() -> None:
    code = (
        "import sys; from backend.m1_scene_parser.stage import SceneParser; "
        "SceneParser.load().run('a woman walks to a wooden table and picks up the red ball on it'); "
        "print([name for name in ('faiss', 'tokenizers', 'safetensors', 'torch', 'scipy') if name in sys.modules])"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


FINER = {"van": "car", "bus": "car", "truck": "car", "cart": "car"}
"""kinds that have a shape of their own since the list was written, to what it calls them"""


@pytest.mark.parametrize(("group", "least"), [("named", 40), ("unseen", 16)])
def test_rare_nouns_find_a_fitting_shape(group: str, least: int) -> None:
    """40 rare nouns that entries name, and 40 that none does and only their meaning tells."""
    lines = (Path(__file__).resolve().parents[1] / "data" / "rare_nouns.jsonl").read_text(encoding="utf-8").splitlines()
    nouns = [noun for noun in map(json.loads, lines) if noun["group"] == group]
    knowledge = KnowledgeBase()
    found = {noun["noun"]: knowledge.category_of(noun["noun"])[0] for noun in nouns}
    fitting = {noun["noun"]: {noun["noun"], *noun["categories"]} for noun in nouns}  # best of all is a shape of its own
    coarse = {noun: FINER.get(category, category) for noun, category in found.items()}
    wrong = {noun: found[noun] for noun in found if not {found[noun], coarse[noun]} & fitting[noun]}
    assert len(nouns) - len(wrong) >= least, wrong
