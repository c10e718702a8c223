"""Regular expressions for light, weather, mood, camera and durations, on lower-case text.

The first phrase of a table that stands in the prompt gives its value.
"""
# ruff: noqa: E501 - a pattern reads better on one line

from __future__ import annotations

NUMBER_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "sixty": 60, "half a": 0.5,
    "a few": 3, "several": 4, "a couple of": 2, "one and a half": 1.5,
}  # fmt: skip
_NUMBER = r"(?P<number>(?<![-\d.])\d+(?:\.\d+)?|" + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True)) + r")"
_UNIT = r"(?P<unit>s|secs?|seconds?|min|mins|minutes?)\b"
_CLIP = r"(?:clip|video|animation|shot|scene|sequence|loop|movie|film|take)"
CLIP_DURATIONS = (
    rf"\b(?:an? |one )?{_NUMBER}[- ]?{_UNIT}[- ]?(?:long )?{_CLIP}\b(?: of| showing| where| in which| with)?",
    rf"(?:\b(?:the|this) {_CLIP} )?\b(?:lasts|lasting|runs for|that lasts|should last|takes)(?: for)?(?: about| around)? {_NUMBER}[- ]?{_UNIT}",
    rf"(?:\b(?:the|this) {_CLIP} is )?\b{_NUMBER}[- ]?{_UNIT} (?:long|in length|in total)\b",
    rf"\b(?:duration|length)\s*(?:of|is|:|=)?\s*{_NUMBER}[- ]?{_UNIT}",
    rf"(?:(?<=[.;,!] )|^){_NUMBER}[- ]?{_UNIT}(?=\s*(?:[.;!]|$))",
)
LENGTH_UNITS = {"mm": 0.001, "mil": 0.001, "km": 1e3, "kil": 1e3, "c": 0.01, "m": 1.0, "f": 0.3048, "i": 0.0254}
"""first letters of a unit -> metres; the first that fits counts"""
_LENGTH_UNIT = r"(?P<unit>mm|millimet(?:re|er)s?|cm|centimet(?:re|er)s?|km|kilomet(?:re|er)s?|m|met(?:re|er)s?|ft|feet|foot|inch(?:es)?)"
LENGTH = rf"(?<![\w.,-])(?P<of>of )?{_NUMBER}[- ]?{_LENGTH_UNIT}\b(?:[- ](?P<axis>tall|high|wide|broad|long|deep|thick|across|in (?:height|width|length|diameter|depth))\b)?"
AXES = {
    "tall": "tall", "high": "tall", "in height": "tall", "wide": "wide", "broad": "wide", "across": "wide",
    "in width": "wide", "in diameter": "wide", "long": "long", "in length": "long", "deep": "deep",
    "in depth": "deep", "thick": "thick",
}  # fmt: skip
NO_SIZE_BEFORE = r"\s*(?:$|[.,;:!?)]|(?:away|apart|from|to|above|below|behind|in|on|off|of|and|or|but|then|forwards?|backwards?|back|ahead|further|left|right|up|down|over|into|toward|towards|through|along|across|around|while|before|after|until|at|with|for)\b)"
"""what stands after a length that is a way or a distance and no size"""
ACTION_DURATION = rf"\b(?:for|during|in|within|over)(?: about| around| exactly| the next)? {_NUMBER}[- ]?{_UNIT}"

_ARTICLE = r"(?:the |a |an |this |that )?"
_BEFORE_TIME = rf"(?:\b(?:at|in|on|during|under|before|by|into|just before|just after|after|around|late at|early in|late in) )?{_ARTICLE}"
_NOT_THING = r"(?! ?(?:stand|table|lamp|club|gown|bus|shift|guard|watch|sky light))"
TIMES = {
    "sunset": (rf"{_BEFORE_TIME}(?:beautiful |warm |golden |orange |red )?\b(?:sunset|sundown|golden hour|setting sun|sunset light)\b", r"\bas the sun (?:sets|goes down|is setting)\b", r"\bthe sun (?:sets|is setting)\b"),
    "dawn": (rf"{_BEFORE_TIME}(?:early )?\b(?:dawn|sunrise|daybreak|first light|rising sun)\b", r"\b(?:as )?the sun (?:rises|is rising|comes up)\b"),
    "dusk": (rf"{_BEFORE_TIME}\b(?:dusk|twilight|nightfall|blue hour)\b",),
    "night": (rf"{_BEFORE_TIME}(?:dark |starry |moonlit |clear |cold |warm |quiet |stormy |rainy |foggy |silent |summer |winter )?\b(?:night[- ]?time|nights?|midnight)\b(?: sky)?{_NOT_THING}", r"\b(?:by|in|under) (?:the )?(?:pale |bright |full )?(?:moonlight|moon light|starlight|starry sky|stars|full moon)\b", r"\b(?:moonlit|nocturnal|starlit)\b"),
    "morning": (rf"{_BEFORE_TIME}(?:early |late |bright |sunny |foggy |misty |winter |summer |cold |quiet )?\bmornings?\b(?: light| sun)?",),
    "noon": (rf"{_BEFORE_TIME}(?:high )?\b(?:noon|midday|mid-day)\b",),
    "evening": (rf"{_BEFORE_TIME}(?:late |early |warm |summer |quiet )?\bevenings?\b(?: light)?",),
    "day": (r"(?<=[-–—] )day\b(?=\s*(?:[.:]|$|\n))", rf"{_BEFORE_TIME}(?:broad |bright )?\b(?:daytime|daylight|day time|(?:late |early )?afternoon)\b(?: sun| light)?", r"\b(?:during|by|in the middle of) (?:the )?day\b"),
}  # fmt: skip
_DAY = r"(?: (?:day|weather|afternoon|conditions))"
SNOW_GROUND = r"\b(?:in|through) the (?:deep |fresh )?snow\b"
SNOWY = r"\b(?:snowy|snow[- ]covered|wintry|snow (?:covers|lies on|blankets)|covered (?:in|with|by) (?:deep |fresh )?snow)\b"
_SEASON = r"(?P<season>spring|summer|autumn|winter)"
SEASONS = (
    rf"\b(?:it(?: is|'s)|in|during) (?:the )?(?:early |late |middle of )?{_SEASON}(?:time)?\b(?! ?(?:coat|jacket|clothes|dress|hat|boot|water|garden|park|forest))",
    rf"\b(?:(?:on|in) )?(?:an? |the )?(?:cold |warm |hot |sunny |early |late )?{_SEASON} (?:day|air|weather|scene|landscape|sun)\b",
)
_FOG_LIES = r"(?: (?:hangs|lies|drifts|rolls|rises|settles|covers|creeps))?(?: in| up| down| gently| slowly)? (?:over|across|above|around|between|among|through|on|covers|from)\b"
NEAR_FOG = rf"\b(?:fog|mist|haze)\b{_FOG_LIES}"
"""fog that is said to be somewhere: the grammar reads on, for its place is a thing"""
WEATHER = {
    "storm": (rf"(?:\b(?:in|during|under) )?{_ARTICLE}\b(?:thunder ?storm|storm|lightning storm|hurricane|thunder and lightning)\b", rf"\b(?:on )?{_ARTICLE}\bstormy\b{_DAY}", r"\bstormy\b", r"\b(?:flashes of )?lightning\b(?: flash(?:es|ing)| strikes| hits)?(?! (?:bolt|rod|conductor|bug))"),
    "rain": (r"\b(?:while |as |because |when |since )?it(?: is|'s)? (?:(?:start|begin)(?:s|ning|ing)? (?:to )?)?(?:raining|rains?|drizzling|pouring)(?: heavily| hard)?\b", rf"(?:\b(?:in|through|under|during) )?{_ARTICLE}(?:pouring |heavy |light |falling |steady )?\b(?:rain|drizzle|downpour|rainfall|rain shower)\b(?: (?:is )?(?:falls|falling|pours|pouring|drums|patters|beats|lashes|hammers|streams)(?: down)?)?(?! ?(?:coat|boot|drop|cloud|bow))", rf"\b(?:on )?{_ARTICLE}\brainy\b{_DAY}", r"\brainy\b", r"\braining\b"),
    "snow": (r"\b(?:while |as |because |when |since )?it(?: is|'s)? (?:(?:start|begin)(?:s|ning|ing)? (?:to )?)?(?:snowing|snows?)(?: heavily)?\b", rf"(?:\b(?:during|in) )?{_ARTICLE}(?:heavy |light )?\b(?:snowfall|snowstorm|blizzard|falling snow)\b", r"\b(?:while )?(?:light |heavy )?snow (?:is )?(?:falls|falling)(?: down| gently| softly)?\b", r"\bsnow (?:is )?outside\b(?: the windows?)?", rf"\b(?:on )?{_ARTICLE}\bsnowy\b{_DAY}", r"\bsnowing\b", r"\b(?:in|through) the (?:deep |fresh )?snow\b"),
    "fog": (rf"(?:\b(?:in|through|under) )?{_ARTICLE}(?:thick |dense |light |heavy |morning )?\b(?:fog|mist|haze)\b(?!{_FOG_LIES})", rf"\b(?:on )?{_ARTICLE}\b(?:foggy|misty|hazy)\b{_DAY}", r"\b(?:foggy|misty|hazy)\b"),
    "cloudy": (rf"(?:\b(?:under|on|in|with) )?{_ARTICLE}\b(?:cloudy|overcast|grey|gray)\b(?:{_DAY}| sk(?:y|ies))", r"\b(?:overcast|cloudy)\b"),
    "clear": (rf"(?:\b(?:under|on|in|with) )?{_ARTICLE}\b(?:clear|sunny|cloudless|bright)\b(?: blue)?(?:{_DAY}| sk(?:y|ies))", r"\b(?:in|under) (?:the )?(?:bright |warm )?(?:sunshine|sunlight|sun)\b", r"\bsunny\b", r"\bon a (?:nice|beautiful|hot) (?:summer )?day\b"),
}  # fmt: skip
_MOODS = ["moody", "dramatic", "cheerful", "cosy", "cozy", "spooky", "eerie", "romantic", "peaceful", "calm", "gloomy", "dreamy", "tense", "mysterious", "epic", "melancholic", "serene", "magical", "warm", "soft", "harsh", "dim", "bright", "cinematic", "neon", "candlelit", "dark", "happy", "sad", "joyful", "festive", "scary", "ominous", "nostalgic", "surreal", "playful", "relaxed", "quiet", "hopeful", "lonely", "intense", "cold", "golden", "moonlit", "studio"]  # fmt: skip
_MOOD = r"(?P<mood>" + "|".join(_MOODS) + r")"
MOOD_PHRASES = (
    rf"(?:[,.]? ?\b(?:with|in|under|and|by|the scene has|the mood is)\s)?{_ARTICLE}(?:very )?\b{_MOOD}(?:,? (?:and )?\w+)? (?:light(?:ing|s)?|mood|atmosphere|ambian?ence|look|tones?|feel(?:ing)?|vibe)\b",
    r"\b(?:the )?(?:mood|atmosphere|lighting|light) (?:is|should be|feels) (?:very )?" + _MOOD + r"\b",
    r"\b(?:by|in) (?P<mood>candle)[- ]?light\b",
    r"(?<![\w-])(?P<mood>cinematic|moody|candlelit|dreamy|eerie)(?: and)?\b(?! (?:man|woman))",
)  # fmt: skip
_PICTURE = r"(?:photo|photograph|picture|image|illustration|drawing|sketch|painting|oil painting|watercolou?r(?: painting)?|digital art|concept art|artwork|art|(?:3 ?d )?(?:render(?:ing)?|model|animation)|shot|scene|snapshot|still|miniature|diorama|wallpaper)"
_HUNG = r"[^.;]*\b(?:hangs?|hanging|hung|leans?|framed|in a frame|on (?:the|a) (?:wall|easel|fridge|refrigerator))\b"
OPENINGS = rf"(?:^|(?<=[.;:] ))(?:(?:a |an |the )?(?:children's|childrens|kids'|picture|comic|story)[ -]?book(?: (?:page|illustration|style|scene))?(?: of\b|:)|once upon a time,?|scene(?: \d+)?:|(?:could|can|would|will) you (?:please )?(?:create|make|show|generate|build|draw|animate|render)(?: me)?(?: (?:an? |the )?(?:scene|video|clip|animation|picture|image)(?: where| in which| of| with| that shows))?)|(?:^|(?<=[.;:] ))(?:an? |the )?(?:(?:highly |very |ultra |extremely )?(?:cinematic|macro|product|dramatic|beautiful|stunning|detailed|realistic|photorealistic|hyperrealistic|cute|simple|stylized|low[- ]poly(?: style)?|cartoon(?: style)?|isometric|black and white|vintage|digital|fantasy|professional|candid|3 ?d) )*{_PICTURE} of\b(?!{_HUNG})"
"""how a picture is asked for: what it shows is the scene, unless the picture itself hangs somewhere"""
QUALITY = r"(?:, ?)?\b(?:\d+ ?k(?: resolution| quality)?(?= ?(?:,|\.|$))|volumetric (?:light(?:ing)?|fog)|(?:product|food|fashion|macro|portrait|studio|wildlife|nature|street|architectural|architecture|interior|landscape|film|night) photography|(?:in )?slow[- ]motion(?: shot| footage| video)?(?: of)?|(?:a )?time[- ]?lapse(?: shot| video| footage)?(?: of)?|dutch angle(?: shot)?(?: of)?|(?:voxel|pixel|clay|vector|line) art(?: style)?|(?<=\w )(?:interior|exterior)(?=[,.;:]|$| at | in | with | by )|(?:you|we|one) (?:can )?see(?= )|(?<=table )set for (?:one|two|three|four|five|six|eight|ten|twelve|\d+)(?: people| persons)?|(?:a |two|three|five|ten|twenty|\d+)? ?(?:paces|steps|feet|metres|meters|yards) apart)\b"
"""what is asked of a renderer, not of the scene"""
SHOT_SIZES = {
    "close-up": rf"(?:^|(?<=[.;:] )){_ARTICLE}(?:(?:close[- ]?up|studio|cinematic|beautiful|dramatic|candid|3d|realistic) )*portrait(?: shot| photo| photograph| picture| render)? of\b(?!{_HUNG})|\b(?:in )?{_ARTICLE}(?:extreme )?(?:tight )?\b(?:close[- ]?up|macro)(?: shot| view)?\b(?: (?:shot )?of| on)?",
    "medium": rf"\b(?:in )?{_ARTICLE}\b(?:medium|mid|waist)[- ](?:shot|view)\b(?: of)?",
    "full": rf"\b(?:in )?{_ARTICLE}\b(?:full|full[- ]body|full[- ]length)[- ](?:shot|view)\b(?: of)?",
    "wide": rf"\b(?:in )?{_ARTICLE}(?:very |extreme )?\b(?:wide|long|establishing|panoramic|wide[- ]angle)[- ](?:shot|view|angle)\b(?: of)?",
}
_SLOW = r"(?:(?:slowly|gently|smoothly|quickly|steadily|then|is|also) )*"
AROUND = r"(?: slowly| gently| smoothly)*(?: around| round| towards?| to| on| along with)?"
_CAMERA = rf"(?:\b(?:with |while |as )?(?:the |a )?camera (?:that )?{_SLOW}"
MOVEMENTS = {
    "orbit": rf"{_CAMERA}(?:orbits?|orbiting|circles?|circling|rotates?|rotating|revolves?|moves? around|spins?|turns? around|goes around|flies around)\b|\b(?:a )?(?:slow |smooth |quick |full )*orbit(?:ing)?(?: shot| camera)?\b|\b360[- ]degree (?:shot|turn|view)\b|\bturntable\b)",
    "dolly_in": rf"{_CAMERA}(?:zooms? in|zooming in|dolly in|dollies in|dollying in|pushes in|pushing in|moves? in|moves? closer|moving closer|moves? forward|moves? towards?)\b|\b(?:a )?(?:slow |smooth )*(?:dolly[- ]zoom|dolly[- ]in|push[- ]in|zoom[- ]in|dolly shot)(?: shot)?\b)",
    "dolly_out": rf"{_CAMERA}(?:zooms? out|zooming out|dolly out|dollies out|pulls? (?:out|back|away)|pulling (?:out|back|away)|moves? (?:away|back|out|backward))\b|\b(?:slow |smooth )*(?:dolly[- ]out|pull[- ](?:out|back)|zoom[- ]out)(?: shot)?\b)",
    "pan_left": rf"{_CAMERA}(?:pans?|panning|moves?|turns?)(?: slowly)? (?:to the )?left\b|\b(?:slow )?pan(?:ning)? (?:to the )?left\b)",
    "pan_right": rf"{_CAMERA}(?:pans?|panning|moves?|turns?)(?: slowly)? (?:to the )?right\b|\b(?:slow )?pan(?:ning)?(?: (?:to the )?right)?(?: shot| camera)\b|\bpan(?:ning)? (?:to the )?right\b)",
    "follow": rf"{_CAMERA}(?:follows?|following|tracks?|tracking)\b|\b(?:a )?tracking (?:shot|camera)\b(?: of| following| behind)?)",
    "static": rf"{_CAMERA}(?:is |stays? |remains? )?(?:static|still|fixed|does not move|doesn't move)\b|\b(?:a )?(?:static|fixed|locked[- ]off) (?:camera|shot)\b(?: of)?)",
}  # fmt: skip
ANGLES = {
    "low": rf"\b(?:from |in |at |shot from )?{_ARTICLE}\b(?:low|worm's[- ]eye)[- ](?:angle|view)(?: shot| view| camera)?\b(?: of)?|\bfrom below\b",
    "top": rf"\b(?:from |in |at |shot from )?{_ARTICLE}\b(?:top[- ]down|bird'?s[- ]eye|birds eye|top|overhead|aerial)(?:[- ](?:view|shot|angle))+\b(?: of)?|\b(?:seen|viewed|shot|filmed) from above\b|\btop[- ]down\b",
    "high": rf"\b{_ARTICLE}(?:crane|drone)[- ]shot(?: of| over| above)?|\b(?:from |in |at |shot from )?{_ARTICLE}\b(?:high[- ]angle(?: shot| view| camera)?|isometric(?: view| scene| shot| render)?)\b(?: of)?",
    "eye": rf"\b(?:an? )?(?:pov|point[- ]of[- ]view|first[- ]person)(?: shot| view)?(?: of|:)?(?= )|\b(?:from |in |at )?{_ARTICLE}\beye[- ]level(?: shot| view| camera)?\b(?: of)?",
    "side": rf"\b(?:from |in )?{_ARTICLE}\b(?:side|profile)[- ](?:view|shot|angle)\b(?: of)?|\b(?:seen|viewed|shot|filmed) from the side\b",
    "front": rf"\b(?:from |in )?{_ARTICLE}\b(?:front|frontal)[- ](?:view|shot|angle)\b(?: of)?|\b(?:seen|viewed|shot|filmed) from the front\b",
    "behind": rf"\b(?:an? )?over[- ]the[- ]shoulder(?: shot| view)?(?: of)?|\b(?:from |in )?{_ARTICLE}\b(?:rear|back)[- ](?:view|shot|angle)\b(?: of)?|\b(?:seen|viewed|shot|filmed) from behind\b",
}  # fmt: skip
INDOORS = r"\b(?:the scene is |it is |takes place )?(?P<side>indoors|outdoors)\b|(?:^|(?<=[.!?\n] )|(?<=\n))(?P<slug>int|ext)\b\.?(?: ?/ ?(?:int|ext)\b\.?)?(?= )"
