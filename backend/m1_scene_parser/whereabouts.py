"""Where it goes without saying: a teacher who writes on a blackboard is in a classroom, a horse gallops over a field.

Only scenes in which somebody does something get a place of their own; things that nobody touches are a still life, and
stay before the studio's seamless paper, as does whatever is asked for before a background.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..common.whereabouts import open_air_of, room_of
from ..protocol.scene import Action, Entity, SceneDescription
from .lexicon import Lexicon

_PLAIN = re.compile(r"\b(background|backdrop|studio|isolated|turntable|product shot|cut-?out)\b", re.IGNORECASE)
_GROWN = frozenset({"tree", "bush", "rock", "water", "cloud", "fence"})
"""in the open, wherever that is"""
_HUTS = frozenset({"hut", "cabin", "cottage", "shack"})
_ANYWHERE = frozenset({"counter", "laptop"})
"""in a kitchen as well as in a shop or a bar, on a desk as well as on one's knees"""
_WITHIN = frozenset({"ground", "grass", "floor", "room", "stage", "boxing ring", "bowling lane"})
"""categories of what somebody is on or in: it is the place"""


@dataclass(frozen=True, slots=True)
class _Usual:
    """A place, and what tells it: who acts, what they do, what is there. An empty set asks for nothing."""

    place: str
    who: frozenset[str]
    does: frozenset[str]
    things: frozenset[str]


def _usual(place: str, who: str = "", does: str = "", things: str = "") -> _Usual:
    return _Usual(place, *(frozenset(filter(None, words.split(", "))) for words in (who, does, things)))


_COOKS = "cook, fry, boil, simmer, stir, roast, bake, knead, chop, slice, peel, dice, grate, whisk, mix, season, cut"
_WORK = (
    _usual("cafe", "barista"),
    _usual("bar", "bartender, barman, barmaid, barkeeper"),
    _usual("restaurant", "waiter, waitress"),
    _usual("library", "librarian"),
    _usual("supermarket", "cashier"),
    _usual("shop", "shopkeeper, florist, salesman, saleswoman, salesperson, shop assistant"),
    _usual("salon", "hairdresser, barber, hairstylist, stylist"),
    _usual("operating room", "surgeon"),
    _usual("hospital ward", "doctor, nurse, physician, paramedic, dentist, vet", "examine, treat, tend, bandage, "
           "inject, help, take, check, measure, listen, give, visit, push"),
    _usual("hospital ward", "doctor, nurse, patient", "", "bed"),
    _usual("laboratory", "scientist, chemist, researcher, biologist", "mix, examine, pour, look, measure, experiment, "
           "study, heat, hold, work, analyze"),
    _usual("garage", "mechanic", "repair, fix, work, inspect, weld, change, check", "car, truck, motorcycle, van"),
    _usual("workshop", "carpenter, woodworker, tailor, seamstress, shoemaker, cobbler, potter, watchmaker, clockmaker, "
           "sculptor, luthier, toymaker, inventor, engineer", "saw, hammer, nail, plane, sand, build, carve, sew, "
           "make, shape, repair, fix, drill, measure, cut, work, sculpt, mold, glue, solder"),
    _usual("forge", "blacksmith, smith"),
    _usual("forge", "", "", "anvil"),
    _usual("bakery", "baker"),
    _usual("butcher shop", "butcher"),
    _usual("kitchen", "chef, cook, pastry chef"),
    _usual("classroom", "teacher, professor, student, pupil, schoolboy, schoolgirl, schoolchild",
           "teach, explain, write, study, learn, raise, point, sit, take, read, draw, listen"),
    _usual("courtroom", "judge, lawyer, juror, attorney"),
    _usual("church", "priest, nun, vicar, preacher, pastor, altar boy", "pray, preach, bless, kneel, light, sing"),
    _usual("church", "", "", "altar, pulpit"),
    _usual("temple", "monk", "pray, meditate, chant, kneel, bow, sweep"),
    _usual("throne room", "", "", "throne"),
    _usual("nightclub", "dj, disc jockey"),
    _usual("dojo", "ballerina, ballet dancer, karate master, karateka"),
    _usual("gym", "gymnast, weightlifter, bodybuilder"),
    _usual("cell", "prisoner, inmate, convict", "sit, sleep, wait, lie, stand, pace, escape, scratch, dig"),
    _usual("study", "wizard, sorcerer, alchemist", "read, study, write, mix, pour, stir, brew"),
    _usual("throne room", "king, queen, emperor, empress"),
    _usual("crypt", "vampire"),
    _usual("graveyard", "zombie, ghoul, gravedigger, undertaker"),
    _usual("concert hall", "pianist, violinist, cellist, harpist, conductor, orchestra, choir", "play, conduct, sing"),
    _usual("office", "secretary, accountant, clerk, programmer, receptionist, office worker, hacker, coder"),
    _usual("office", "businessman, businesswoman, manager, boss, colleague", "type, present, talk, sit, meet, explain, "
           "sign, work, phone, call"),
    _usual("laundry room", "", "", "washing machine, dryer"),
)  # fmt: skip
"""who is at work there: it tells more than what stands about, a mechanic's car is in a garage"""
_ELSEWHERE = (
    _usual("garden", "", "", "hammock"),
    _usual("classroom", "", "", "blackboard, chalkboard, whiteboard"),
    _usual("gym", "", "", "treadmill, barbell, dumbbell, punching bag, exercise bike"),
    _usual("laboratory", "", "", "microscope, test tube, beaker"),
    _usual("crypt", "", "", "coffin, sarcophagus"),
    _usual("workshop", "", "", "workbench, sewing machine, potter's wheel"),
    _usual("supermarket", "", "", "shopping cart"),
    _usual("shop", "", "", "cash register"),
    _usual("bar", "", "", "pool table, jukebox"),
    _usual("studio", "painter, artist, girl, boy, woman, man", "paint, draw, sketch", "easel"),
    _usual("living room", "", "play", "tv"),
    _usual("bedroom", "", "", "bed, crib, cradle, bunk bed"),
    _usual("living room", "", "", "christmas tree, rocking chair, armchair, birthday cake"),
    _usual("bathroom", "", "shave, shower, bathe, wash", "bathtub, toilet, shower, washbasin"),
    _usual("bathroom", "", "shower, shave, bathe, wash oneself"),
    _usual("bathroom", "", "", "toothbrush"),
    _usual("kitchen", "", _COOKS, "oven, pot, pan, dough, onion, carrot, potato, tomato, bread, cheese, cutting board, "
           "vegetable, meat, bowl, counter, cake, pie, pancake, soup, egg"),
    _usual("kitchen", "", "wash, dry, rinse", "dish, plate, bowl, sink"),
    _usual("living room", "", "iron, vacuum, knit, crochet"),
    _usual("study", "", "write", "letter, book, diary, typewriter"),
    _usual("living room", "", "eat, dine, have, drink, feast, toast", "table"),
    _usual("living room", "", "", "homework, breakfast, dinner, supper"),
    _usual("living room", "cat, kitten", "play, sleep, scratch, jump, stretch, knock, yawn, purr, climb"),
    _usual("battlefield", "soldier, marine", "crawl, shoot, fight, charge, aim, attack"),
    _usual("snow", "", "ski, snowboard, sled, sledge, toboggan, ice skate"),
    _usual("snow", "", "", "snowball, snowman, ice skate, sled"),
    _usual("snow", "penguin, polar bear, seal, walrus, reindeer, husky, eskimo"),
    _usual("savanna", "lion, lioness, elephant, giraffe, zebra, rhino, rhinoceros, hippo, hippopotamus, cheetah, "
           "leopard, hyena, ostrich, antelope, gazelle, meerkat, buffalo, kangaroo"),
    _usual("jungle", "tiger, monkey, gorilla, parrot, chimpanzee, ape, panther, jaguar, toucan, dinosaur, panda, "
           "explorer"),
    _usual("forest", "bear, deer, wolf, fox, owl, squirrel, moose, stag, doe, fawn, badger, hedgehog, beaver, raccoon, "
           "elf, fairy, gnome, troll, lumberjack, werewolf, unicorn, hunter"),
    _usual("desert", "camel, scorpion"),
    _usual("swamp", "crocodile, alligator"),
    _usual("beach", "crab, turtle, seagull, lifeguard, mermaid", ""),
    _usual("beach", "", "sunbathe, surf, snorkel"),
    _usual("beach", "", "", "sandcastle, beach mat, beach towel, beach ball, surfboard"),
    _usual("forest", "robin hood, red riding hood, little red riding hood, hermit, druid, witch"),
    _usual("field", "", "", "archery target, golf club"),
    _usual("garden", "bride, groom"),
    _usual("mars", "alien, martian"),
    _usual("moon", "astronaut"),
    _usual("gym", "", "push-up, sit-up, squats, jumping jack, exercise, work out"),
    _usual("farm", "cow, sheep, pig, goat, chicken, hen, rooster, donkey, lamb, calf, piglet, farmer, shepherd"),
    _usual("field", "horse, pony, foal, stallion, bull, knight, dragon, archer, scarecrow, hot air balloon"),
    _usual("desert", "cowboy, cowgirl, sheriff"),
    _usual("field", "", "", "kite, cow, sheep, horse, tractor, haystack, pig, goat"),
    _usual("garden", "gardener, butterfly, bee, bird, sparrow, robin, rabbit, hen, snail, ladybug, frog, hummingbird"),
    _usual("garden", "", "mow, rake, weed, prune, plant, water, garden, dig", ""),
    _usual("field", "", "hike, trek, golf, gallop, graze, camp"),
    _usual("park", "", "jog, cycle, skate, skateboard, rollerblade, roller skate, picnic"),
    _usual("soccer field", "", "", "soccer ball, football, goal"),
    _usual("park", "", "", "frisbee, basketball, baseball bat, tennis racket, skateboard, scooter, park bench, swing, "
           "seesaw, slide, trampoline, bench, boomerang, picnic, picnic blanket, skipping rope, jump rope"),
    _usual("park", "", "ride", "bicycle"),
    _usual("park", "", "yoga, play catch"),
    _usual("park", "child, kid, boy, girl, toddler", "run, chase, skip, hop, race"),
    _usual("park", "", "walk, play, pet, throw, train", "dog, puppy"),
    _usual("park", "dog, puppy", "run, chase, fetch, bark, dig, walk, jump, catch, sniff"),
    _usual("street", "police officer, policeman, policewoman, cop", "direct, stop, chase, arrest, wave, run"),
    _usual("street", "postman, mailman, street musician, busker, newsboy, street sweeper"),
)  # fmt: skip


def with_whereabouts(description: SceneDescription, lexicon: Lexicon) -> SceneDescription:
    """The description with the place that its people, deeds and things belong to, where it names none."""
    description = _within_huts(description)
    setting = description.setting
    categories = {entity.category for entity in description.entities}
    if setting.place is not None or setting.indoor or categories & _WITHIN or _PLAIN.search(description.prompt):
        return description
    place = _place_of(description, lexicon)
    if not place or place in description.excluded:
        return description
    return replace(description, setting=replace(setting, place=place, indoor=is_indoor(place, lexicon)))


def _within_huts(description: SceneDescription) -> SceneDescription:
    """`stirs a cauldron in her hut`: the scene is inside, and no hut stands beside it."""
    huts = {e.id for e in description.entities if e.lemma.split()[-1] in _HUTS}
    said = [r for r in description.relations if huts & {r.subject_id, r.object_id}]
    acted = {i for a in description.actions for i in (a.actor_id, a.target_id)}
    if description.setting.place or not said or len(huts) > 1 or huts & acted or any(
        r.object_id not in huts or r.predicate.split()[-1] not in ("in", "inside") for r in said
    ):  # fmt: skip
        return description
    return replace(
        description, setting=replace(description.setting, place="cabin interior", indoor=True),
        entities=tuple(e for e in description.entities if e.id not in huts),
        relations=tuple(r for r in description.relations if r not in said),
    )  # fmt: skip


def is_indoor(place: str, lexicon: Lexicon) -> bool:
    """Whether a place is a room: by all of its words, or by its last one (`restaurant kitchen`)."""
    rooms = lexicon.sets["place_indoor"]
    return place in rooms or (place not in lexicon.sets["place_outdoor"] and place.rpartition(" ")[2] in rooms)


def _place_of(description: SceneDescription, lexicon: Lexicon) -> str:
    indoors = lexicon.sets["place_indoor"]
    alive = {e.id: e for e in description.entities
             if e.category == "person" or any(map(lexicon.is_animal, (e.category, e.lemma)))}  # fmt: skip
    deeds = [(_names(alive[action.actor_id]), _forms(action)) for action in description.actions
             if action.actor_id in alive and action.verb != "stand"]  # fmt: skip
    if not deeds:
        return ""
    things = set().union(*map(_names, description.entities))
    categories = {entity.category for entity in description.entities if entity.lemma != "christmas tree"}
    rules = _WORK if open_air_of(categories - _GROWN) else _WORK + _ELSEWHERE
    is_open = description.lighting.weather is not None or bool(open_air_of(categories - {"car", "truck"}))
    for rule in rules:
        if is_open and rule.place in indoors:
            continue
        if (not rule.things or rule.things & things) and any(
            (not rule.who or rule.who & who) and (not rule.does or rule.does & does) for who, does in deeds
        ):
            return rule.place
    return "" if is_open or open_air_of(categories) else room_of(categories - _ANYWHERE)


def _names(entity: Entity) -> set[str]:
    return {entity.lemma, entity.lemma.split()[-1], entity.category}


def _forms(action: Action) -> set[str]:
    alone = {f"{action.verb} oneself"} if action.target_id is None else set()
    return {action.verb, action.verb.split()[0]} | alone
