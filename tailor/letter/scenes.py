"""What each sentence of a letter may use: the posting's words, the lead story, the next ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jdparse import Evidence, Highlight, Kind
from tailor.highlights.metric import metric_words
from tailor.highlights.names import fold_name, tools_in
from tailor.letter.answer import Told, ToolTold, answer_tool, kind_of, tell
from tailor.letter.effects import read_effects
from tailor.letter.facts import both_words, effect_words, helped, story_words
from tailor.letter.fill import Scene
from tailor.letter.match import Match
from tailor.letter.measure import answering_effect
from tailor.letter.proof import proves
from tailor.letter.said import Piece, Words, join_words
from tailor.profile.story import Story

#: How a kind of tool is told with a deed: what whoever changes a system works with, whatever they change, and what they work on. A tool of
#: another kind needs the record to say what for.
_SORTS: Mapping[str, str] = {
    **dict.fromkeys(
        ("container", "orchestration", "experiment-tracking", "data-processing", "streaming", "ci-cd"), "ops"
    ),
    **dict.fromkeys(("cloud", "cloud-ml-platform"), "cloud"),
}
#: Kinds of tools that a system is built with; what it runs on, a language or an editor is not among them.
_BUILT_WITH = frozenset(
    {
        "framework", "serving", "feature-store", "training", "orchestration", "data-processing", "vector-database", "llm-framework",
        "streaming", "warehouse", "model-family", "database",
    }
)  # fmt: skip
#: So many further categories of a line may be what it is told about.
_ALSO = 1
#: So many shared tools are named at the most.
_MOST_STACK = 2


@dataclass(frozen=True, slots=True)
class Answered:
    """What the letter answers, in words.

    Attributes:
        told: The pain's line with its tellings; None where the posting states none.
        category: What the line is told about: of the categories that a reader would accept, the first that the lead story solved.
        metric: The metric as a noun phrase; empty where it cannot be said.
        tool: How the tool is answered.
        notes: What is left out, and why.
    """

    told: Told | None
    category: str
    metric: str
    tool: ToolTold
    notes: tuple[str, ...] = ()


def place(evidence: Evidence) -> str:
    """The ref of the posting's words."""
    return f"--{evidence.kind.value}" if evidence.typed else f"posting[{evidence.span.start}:{evidence.span.end}]"


def posting_words(text: str, evidence: Evidence) -> Words:
    """Words that come from the posting, or from what a person typed in its place."""
    return (Piece(text, "option" if evidence.typed else "posting", place(evidence)),)


def answer_highlights(
    highlights: Mapping[Kind, Highlight | None], lead: Story, others: Sequence[Story], company: str
) -> Answered:
    """What of the three highlights is answered, and with which words."""
    pain, metric, tool = (highlights.get(kind) for kind in (Kind.PAIN, Kind.METRIC, Kind.TOOL))
    told = tell(pain.evidence, company) if pain is not None else None
    category = ""
    if told is not None:
        accepted = (told.evidence.category, *told.evidence.also_categories[:_ALSO])
        solved = sorted((name for name in accepted if name in lead.solves), key=lambda name: not proves(lead, name))
        category = solved[0] if solved else told.evidence.category
    noun = metric_words(metric.evidence.quote) if metric is not None else ""
    if metric is not None and not noun and metric.confidence >= 1.0:
        noun = metric.evidence.quote
    return Answered(told, category, noun, answer_tool(tool, lead, others))


def base_scene(story: Story, match: Match | None = None) -> Scene:
    """A story's own words and flags."""
    slots, flags = story_words(story)
    found = set(flags)
    if match is not None:
        found.add(match.nearness)
    return Scene(slots, found, story.name, helped(story))


def figures_scene(
    scene: Scene, story: Story, metric: Highlight | None, noun: str, skip: frozenset[int] = frozenset()
) -> Scene:
    """The scene with the story's effects, the one that answers the metric as the main one.

    Args:
        scene: The story's scene.
        story: The story.
        metric: The metric's highlight.
        noun: The metric's words; empty where it is not to be said.
        skip: Effects that another sentence tells.
    """
    whole = read_effects(story.result)
    effects = tuple(effect for number, effect in enumerate(whole) if number not in skip)
    if not effects or effects[0].telling in {"plain", "noun"}:
        return scene
    ref = f"story.{story.name}.result"
    answers = None
    if metric is not None and noun:
        answers = answering_effect(effects, metric.evidence.category, story.metrics, metric.evidence.quote)
    main = effects[answers or 0]
    slots: dict[str, Words] = {"main": effect_words(main, ref), "e1": effect_words(effects[0], ref)}
    flags = ["one-effect" if len(effects) == 1 else "two-effects"]
    if len(effects) > 1:
        slots["both"] = both_words(effects, ref)
    else:
        slots["both"] = effect_words(effects[0], ref)
    # Why: a model metric alone moved nothing; the effect beside it says what it was for.
    if answers is not None and metric is not None and metric.evidence.category == "model-quality":
        slots["main"] = slots["both"]
    if effects[0].thing[:1].isdigit():
        flags.append("digit-first")
    kept = {flag for flag in scene.flags if flag not in {"one-effect", "two-effects"}}
    return Scene(scene.slots, kept, scene.story, scene.helped, scene.traits).with_words(slots, *flags)


def tool_scene(scene: Scene, story: Story, tool: ToolTold, highlight: Highlight | None) -> Scene:
    """The scene with the posting's tool, where this story ran on it."""
    if highlight is None or tool.way != "ran":
        return scene
    told = tool.name.casefold() in f"{story.did} {story.result}".casefold()
    slots: dict[str, Words] = {"tool": posting_words(tool.name, highlight.evidence)}
    use = next((words for name, words in story.uses if name.casefold() == tool.name.casefold()), "")
    if use:
        slots["use"] = (Piece(use, "profile", f"story.{story.name}.uses"),)
    return scene if told else scene.with_words(slots, "tool-untold")


def tools_of_both(scene: Scene, story: Story, posting: str, tool: ToolTold) -> Scene:
    """The scene with tools that both the story and the posting name, the posting's first choice before the others.

    ``stack`` holds those of one sort, which go with a deed, ``built`` those that a system is built with. None is named that a field
    of the story tells already.
    """
    named = tools_in(posting)
    told = f"{story.system} {story.constraint} {story.did} {story.design} {story.result}".casefold()
    shared = [name for name in story.tools if fold_name(name) in named and name.casefold() not in told]
    shared.sort(key=lambda name: fold_name(name) != fold_name(tool.name))
    if built := [name for name in shared if kind_of(name) in _BUILT_WITH]:
        scene = scene.with_words({"built": _tool_words(built, story)}, *(["built-plural"] if len(built) > 1 else []))
    elif language := next((name for name in shared if kind_of(name) == "language"), ""):
        scene = scene.with_words({"language": _tool_words([language], story)})
    sort = next((_SORTS[kind_of(name)] for name in shared if kind_of(name) in _SORTS), "")
    alike = [name for name in shared if _SORTS.get(kind_of(name)) == sort]
    if not alike:
        return scene
    return scene.with_words({"stack": _tool_words(alike, story)}, f"tools-{sort}")


def _tool_words(names: Sequence[str], story: Story) -> Words:
    # Why: a list of four is a skills section.
    return join_words([(Piece(name, "profile", f"story.{story.name}.tools"),) for name in names[:_MOST_STACK]])
