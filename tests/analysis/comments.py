"""A small hand-written set of answers on four matters, for tests that need something to group."""

from __future__ import annotations

BUSES = """
The bus is always late
buses never come on time
bus fares cost too much
free bus passes for young people
the last bus is too early
I cannot get home because there is no bus
more buses in the evening
bus drivers are rude to us
the bus does not stop near the club
cheaper bus tickets
late buses make me miss college
the bus to town is always full
""".strip().splitlines()
LISTENING = """
adults should listen to young people
listen to us before you decide
my social worker actually listens to me
nobody listens when we speak
they listen and then do nothing
listen to what we say
I want adults to listen properly
teachers never listen to young people
listening to us would help
people who really listen
being listened to by my worker
listen more and talk less
""".strip().splitlines()
LIGHTS = """
better street lights in the park
the park is dark at night
more lighting on the path
lights on the football pitch
it is too dark to walk home through the park
street lights are broken
fix the lights in the underpass
dark streets scare me
brighter lights near the shops
the path by the park has no lights
put lights in the park
lighting on dark streets
""".strip().splitlines()
FOOD = """
the food at school is cold
better school food
more choice of food at lunch
school lunch costs too much
food portions are too small
the canteen food is horrible
halal food at lunch please
free school lunch for everyone
the lunch queue is too long
food in the canteen runs out
healthier food at school
vegetarian lunch choices
""".strip().splitlines()

MATTERS = {"buses": BUSES, "listening": LISTENING, "lights": LIGHTS, "food": FOOD}
EMPTY = ["Did not answer", "idk", "😂", "", "Nothing"]


def answers() -> list[str]:
    """The answers in mixed order with a few that say nothing; some stand twice."""
    mixed = [text for four in zip(*MATTERS.values(), strict=True) for text in four]
    return [*mixed, *EMPTY, BUSES[0].upper(), LIGHTS[0] + "!", "The bus is always late and the food at school is cold"]


def matter_of(text: str) -> str | None:
    """Which matter an answer is about; None for those that say nothing."""
    return next((name for name, own in MATTERS.items() if text in own), None)
