"""M1: prompt to scene description, by rules."""

from __future__ import annotations

from ..common.progress import Progress, silent
from ..protocol.conventions import MAX_PROMPT_WORDS
from ..protocol.errors import InvalidRequestError
from ..protocol.scene import Provenance, SceneDescription
from .clauses import parse_graph
from .correction import fill_in
from .describe import describe, describe_with_ids
from .explanation import Evidence, explain
from .knowledge_base import KnowledgeBase
from .language import check_english
from .lexicon import load_lexicon
from .references import resolve
from .scene_words import take_scene_words
from .tagger import tag_tokens
from .tokens import tokenize


class SceneParser:
    """M1: reads a prompt with a grammar and a vocabulary, and finds a category for every noun."""

    provenance = Provenance(stage="parse", method="rule", version="1")

    def __init__(self, knowledge_base: KnowledgeBase) -> None:
        self._knowledge_base = knowledge_base

    @classmethod
    def load(cls) -> SceneParser:
        """Reads the word lists; the sentence model is loaded when a word is first unknown."""
        load_lexicon()
        return cls(KnowledgeBase())

    def run(self, prompt: str, *, progress: Progress = silent) -> SceneDescription:
        """The description of a prompt; raises InvalidRequestError when it is empty, too long or not English."""
        # 1. Check
        if not prompt.strip():
            raise InvalidRequestError(
                "The prompt is empty.", hint="Describe a scene, for example “a red ball on a table”."
            )
        num_words = len(prompt.split())
        if num_words > MAX_PROMPT_WORDS:
            raise InvalidRequestError(
                f"The prompt has {num_words} words, the most is {MAX_PROMPT_WORDS}.",
                hint="Describe the scene in fewer words.",
            )
        progress(0.0, "reading the prompt")

        # 2. Words; light, camera and durations are phrases of their own
        lexicon = load_lexicon()
        words = tokenize(prompt)
        check_english(words, lexicon)
        scene_words = take_scene_words(prompt, words, lexicon)
        tokens = tag_tokens(scene_words.tokens, lexicon)
        progress(0.3, "finding who does what")

        # 3. Who does what to what, and which words mean the same thing
        graph = parse_graph(tokens, lexicon)
        references = resolve(graph, lexicon)
        progress(0.7, "looking the words up")

        # 4. Entities with categories, relations, actions
        description = describe(prompt, graph, references, scene_words, lexicon, self._knowledge_base.category_of)
        progress(1.0)
        return description

    def explain(self, prompt: str) -> tuple[SceneDescription, tuple[Evidence, ...]]:
        """The description of a checked prompt, and which words gave what."""
        lexicon = load_lexicon()
        words = tokenize(prompt)
        check_english(words, lexicon)
        scene_words = take_scene_words(prompt, words, lexicon)
        graph = parse_graph(tag_tokens(scene_words.tokens, lexicon), lexicon)
        references = resolve(graph, lexicon)
        base = self._knowledge_base
        description, ids = describe_with_ids(prompt, graph, references, scene_words, lexicon, base.category_of)
        sure = {entity.lemma: base.confidence(entity.lemma) for entity in description.entities}
        return description, explain(description, graph, references, ids, sure)

    def fill_in(self, description: SceneDescription) -> SceneDescription:
        """A description that an artist has corrected, with what was left blank; raises InvalidRequestError."""
        return fill_in(description, load_lexicon(), self._knowledge_base.category_of)
