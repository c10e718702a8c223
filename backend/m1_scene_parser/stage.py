"""M1: prompt to scene description, by rules and by a neural parser that corrects them where it is surer."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field

from ..common.progress import Progress, silent
from ..protocol.conventions import MAX_PROMPT_WORDS
from ..protocol.errors import InvalidRequestError
from ..protocol.scene import Evidence, Provenance, SceneDescription
from .arenas import in_arenas
from .arriving import with_arrivals
from .ball_games import with_ball_games
from .ball_strokes import with_ball_strokes
from .blankets import with_blankets
from .board_games import with_game_tables
from .bundles import with_bouquets, with_food
from .cakes import with_cakes
from .changes import Combination
from .classes import with_audiences
from .clauses import parse_graph
from .combining import combine
from .common_deeds import with_common_deeds
from .companies import hand_in_hand, with_members
from .correction import fill_in
from .crops import with_crops
from .describe import describe, describe_with_ids
from .described import with_described_deeds
from .destinations import with_destinations
from .equipment import with_equipment
from .explanation import explain
from .graph import Graph
from .heaps import with_heaps
from .implements import with_implements
from .instruments import with_instruments
from .knowledge_base import KnowledgeBase
from .language import check_english
from .lexicon import Lexicon, load_lexicon
from .meals import with_diners
from .neural_parser import NeuralParser, weights_are_shipped, weights_digest, weights_folder
from .own_parts import with_own_parts
from .pastimes import with_pastimes
from .pictures import with_pictures
from .playground import with_play
from .pursuing import with_pursuits
from .references import resolve
from .riding import with_mounts
from .scene_words import SceneWords, take_scene_words
from .seating import with_guests, with_seats, with_sitters
from .second_reading import read_both
from .serving import with_dishes, with_vessels
from .spelling import mend_slips
from .surroundings import with_surroundings
from .tagger import tag_tokens
from .things import References
from .tokens import tokenize
from .towed import with_towed
from .toys import with_bubbles, with_toys
from .travelling import with_cars
from .trust import Rule
from .unbuilt import without_unbuilt
from .upon import with_what_is_upon
from .watching import with_screens
from .water_words import with_waters
from .where import say_where
from .whereabouts import with_whereabouts
from .workplaces import at_work


@dataclass(slots=True)
class Understood:
    """A prompt before it becomes a description."""

    graph: Graph
    references: References
    scene_words: SceneWords
    lexicon: Lexicon
    combination: Combination = field(default_factory=Combination)


class SceneParser:
    """M1: reads a prompt with a grammar and a vocabulary, and finds a category for every noun.

    Where weights are shipped, a T5 reads every sentence too and changes the grammar's graph where it is surer than
    thresholds that were chosen on validation captions.
    """

    def __init__(self, knowledge_base: KnowledgeBase, *, neural: bool = False) -> None:
        self._knowledge_base = knowledge_base
        self._neural: NeuralParser | None = None
        self._rule = Rule.load(weights_folder()) if neural else None
        self.provenance = Provenance(stage="parse", method="rules", version="2")
        if self._rule is not None:
            self.provenance = Provenance(
                stage="parse", method=f"rules, changed by a T5 from these probabilities on: {self._rule.as_text()}",
                version="2", model="m1_scene_extractor_v6", weights_sha256=weights_digest(weights_folder()),
                licence="GPL-3.0-or-later",
            )  # fmt: skip

    @classmethod
    def load(cls) -> SceneParser:
        """Reads the word lists; models are loaded when a prompt, or a word that is unknown, first needs them."""
        load_lexicon()
        return cls(KnowledgeBase(), neural=weights_are_shipped())

    def run(self, prompt: str, *, progress: Progress = silent) -> SceneDescription:
        """The scene of a prompt: what it says, and what goes without saying (a family's members, a sitter's chair).

        Raises InvalidRequestError when it is empty, too long or not English.
        """
        return self._with_unsaid(self.read(prompt, progress=progress))[0]

    def read(self, prompt: str, *, progress: Progress = silent) -> SceneDescription:
        """What a prompt says, and no more; raises as `run` does."""
        understood = self._understand(prompt, progress)
        description = describe(
            prompt, understood.graph, understood.references, understood.scene_words, understood.lexicon,
            self._knowledge_base.category_of,
        )  # fmt: skip
        progress(1.0)
        return description

    def explain(
        self, prompt: str, *, progress: Progress = silent
    ) -> tuple[SceneDescription, tuple[Evidence, ...]]:
        """The scene of a prompt, and which words gave what; raises as `run` does."""
        read = self._understand(prompt, progress)
        base = self._knowledge_base
        description, ids = describe_with_ids(
            prompt, read.graph, read.references, read.scene_words, read.lexicon, base.category_of
        )
        description, people_of = self._with_unsaid(description)
        entities = {number: people_of.get(entity_id, (entity_id,)) for number, entity_id in ids.items()}
        sure = {entity.lemma: base.confidence(entity.lemma) for entity in description.entities}
        lines = explain(description, read.graph, read.references, entities, sure, read.combination)
        progress(1.0)
        return description, lines

    def _understand(self, prompt: str, progress: Progress) -> Understood:
        """Who does what to what, and which words mean the same thing."""
        _check(prompt)
        progress(0.0, "reading the prompt")

        # 1. Words; light, camera and durations are phrases of their own
        lexicon = load_lexicon()
        words = tokenize(prompt)
        mend_slips(words, lexicon)
        check_english(words, lexicon)
        scene_words = take_scene_words(prompt, words, lexicon)
        as_said = [copy(token) for token in scene_words.tokens]

        # 2. The grammar's graph, and what the neural parser changes in it
        graph = parse_graph(tag_tokens(scene_words.tokens, lexicon), lexicon)
        combination = Combination()
        if self._rule is not None:
            if self._neural is None:
                self._neural = NeuralParser.load()
            graph, readings = read_both(as_said, graph, self._neural, lexicon)
            combination = combine(graph, readings, self._rule, lexicon)
        say_where(graph, lexicon)
        understood = Understood(graph, resolve(graph, lexicon), scene_words, lexicon, combination)
        progress(0.7, "looking the words up")
        return understood

    def _with_unsaid(self, description: SceneDescription) -> tuple[SceneDescription, dict[str, tuple[str, ...]]]:
        """With the people that a word for all of them means (also by the id of that word), a table for chess
        players, a goal for who shoots, a stool for pianists, a chair for who sits or eats at one, tools, who runs when
        chased, a surfer's board, whose a drawer is, and where all that happens."""
        lexicon = load_lexicon()  # looks for changed files: once is enough
        description, people_of = with_members(description, lexicon)
        description = with_bubbles(with_destinations(description, lexicon))
        description = without_unbuilt(with_described_deeds(description, lexicon), lexicon)
        described = with_surroundings(with_heaps(with_equipment(description)))
        description = with_what_is_upon(with_common_deeds(with_waters(described)))
        described = with_blankets(with_pastimes(with_screens(description)))
        description = with_towed(with_ball_strokes(described))
        description = with_ball_games(with_food(with_bouquets(with_toys(with_play(description)))))
        description = with_audiences(at_work(in_arenas(hand_in_hand(description))))
        description = with_diners(with_cakes(with_dishes(with_game_tables(description))))
        description = with_own_parts(description, self._knowledge_base.category_of)
        description = with_sitters(with_instruments(description))
        description = with_arrivals(with_seats(with_guests(description)))
        description = with_pursuits(with_cars(with_mounts(with_vessels(description, lexicon))))
        description = with_implements(with_pictures(description))
        return with_whereabouts(with_crops(description), lexicon), people_of

    def fill_in(self, description: SceneDescription) -> SceneDescription:
        """A description that an artist has corrected, with what was left blank; raises InvalidRequestError."""
        return fill_in(description, load_lexicon(), self._knowledge_base.category_of)


def _check(prompt: str) -> None:
    if not prompt.strip():
        raise InvalidRequestError("The prompt is empty.", hint="Describe a scene, for example “a red ball on a table”.")
    num_words = len(prompt.split())
    if num_words > MAX_PROMPT_WORDS:
        raise InvalidRequestError(
            f"The prompt has {num_words} words, the most is {MAX_PROMPT_WORDS}.",
            hint="Describe the scene in fewer words.",
        )
