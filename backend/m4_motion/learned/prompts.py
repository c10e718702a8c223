"""What is asked of every source of motion when it is looked at, in reports and on sheets."""

from __future__ import annotations

PROMPTS = (
    "walks forward", "walks slowly", "runs", "jogs", "walks backwards", "turns around", "walks in a circle", "limps",
    "sneaks", "marches", "jumps", "jumps forward", "hops on one leg", "kicks a ball", "punches", "boxes",
    "throws a ball", "swings a golf club", "dribbles a basketball", "waves with the right hand",
    "waves with the left hand", "claps", "bows", "sits down", "stands up from a chair", "kneels", "crouches", "crawls",
    "picks something up", "lies down", "salsas", "dances", "practices karate", "balances on one leg", "stretches",
    "looks around", "drinks", "climbs a ladder", "cartwheels", "washes a window",
)  # fmt: skip
"""the forty fixed prompts"""
