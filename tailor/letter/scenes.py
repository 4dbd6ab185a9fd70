"""What each sentence of a letter may use: the posting's words, the lead story, the next ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jdparse import Evidence, Highlight, Kind, tools_named
from tailor.letter.answer import Told, ToolTold, answer_tool, kind_of, tell
from tailor.letter.effects import read_effects
from tailor.letter.facts import both_words, did_with_tool, effect_words, helped, story_words
from tailor.letter.fill import Scene
from tailor.letter.match import Match, fold_name
from tailor.letter.measure import answering_effect, metric_words
from tailor.letter.rows import load_prepositions
from tailor.letter.said import Piece, Words, join_words
from tailor.profile import Story

#: Kinds of tools in which something is written: "in Python".
_CODE_KINDS = frozenset({"language"})


#: Kinds of tools that a system stands on.
_GROUND_KINDS = frozenset({"container", "cloud", "cloud-ml-platform", "serving", "training", "warehouse"})


#: Kinds of tools that a system runs on.
_INFRA_KINDS = _GROUND_KINDS | {"orchestration", "data-processing", "streaming"}


#: Kinds of tools that whoever changes a system works with, whatever they change.
_OPS_KINDS = frozenset({"container", "orchestration", "experiment-tracking", "data-processing", "streaming", "ci-cd"})


#: Kinds of tools that whoever changes a system works on.
_CLOUD_KINDS = frozenset({"cloud", "cloud-ml-platform"})


#: Kinds whose names do not stand before what was built: "the Claude agent" would be somebody else's.
_NO_ATTRIBUTE = frozenset(
    {
        "model-family",
        "cloud",
        "cloud-ml-platform",
        "bi",
        "coding-assistant",
        "ci-cd",
        "observability",
        "hardware",
        "labelling",
        "experiment-tracking",
        "monitoring",
    }
)


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
        category = next((name for name in accepted if name in lead.solves), told.evidence.category)
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


def with_company(scene: Scene, company: str, source: str) -> Scene:
    """The scene with the employer's name."""
    if not company:
        return scene
    return scene.with_words(
        {
            "company": (
                Piece(
                    company,
                    "option" if source == "option" else "posting",
                    "--company" if source == "option" else "company",
                ),
            )
        }
    )


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
    if answers is not None and metric is not None and noun:
        # Why: a model metric alone moved nothing; the effect beside it says what it was for.
        if metric.evidence.category == "model-quality":
            slots["main"] = slots["both"]
        flags.append("metric-answered")
    if effects[0].thing[:1].isdigit():
        flags.append("digit-first")
    kept = {flag for flag in scene.flags if flag not in {"one-effect", "two-effects"}}
    return Scene(scene.slots, kept, scene.story, scene.helped, scene.traits).with_words(slots, *flags)


def tool_scene(scene: Scene, story: Story, tool: ToolTold, highlight: Highlight | None) -> Scene:
    """The scene with the posting's tool, where this story ran on it or on one of its kind."""
    if highlight is None or tool.way not in {"ran", "kin"}:
        return scene
    told = tool.name.casefold() in f"{story.did} {story.result}".casefold()
    slots: dict[str, Words] = {"tool": posting_words(tool.name, highlight.evidence)}
    if tool.category in _CODE_KINDS:
        scene = scene.with_words({}, "tool-code")
    if tool.category in _GROUND_KINDS:
        scene = scene.with_words({}, "tool-ground")
    if tool.category in _INFRA_KINDS:
        scene = scene.with_words({}, "tool-infra")
    if tool.category in {"llm-framework"}:
        scene = scene.with_words({}, "tool-llm")
    if tool.way == "kin":
        slots["mine"] = (Piece(tool.mine, "profile", f"story.{story.name}.tools"),)
        slots["theirs"] = slots.pop("tool")
        return scene.with_words(slots, "tool-kin")
    use = next((words for name, words in story.uses if name.casefold() == tool.name.casefold()), "")
    if use:
        slots["use"] = (Piece(use, "profile", f"story.{story.name}.uses"),)
    attribute = (
        did_with_tool(story.did, tool.name)
        if tool.way == "ran" and not told and tool.category not in _NO_ATTRIBUTE
        else None
    )
    if attribute:
        front, back = attribute
        ref = f"story.{story.name}.did"
        slots["did_tool"] = (
            *((Piece(front, "profile", ref), Piece(" ")) if front else ()),
            *slots["tool"],
            Piece(" "),
            Piece(back, "profile", ref),
        )
    return scene.with_words(slots, "tool-told" if told else "tool-untold")


def stack_scene(scene: Scene, story: Story, posting: str, tool: ToolTold) -> Scene:
    """The scene with the tools that both the story and the posting name, the posting's first choice before the others."""
    named = {fold_name(mention.entry_id) for mention in tools_named(posting)}
    told = f"{story.system} {story.constraint} {story.did} {story.design} {story.result}".casefold()
    shared = [name for name in story.tools if fold_name(name) in named and name.casefold() not in told]
    shared.sort(key=lambda name: fold_name(name) != fold_name(tool.name))
    # Why: a language alone proves nothing, and a list of four is a skills section.
    kinds = [kind_of(name) for name in shared[:_MOST_STACK]]
    if not shared or (len(shared) == 1 and kinds[0] == "language" and fold_name(shared[0]) != fold_name(tool.name)):
        return scene
    ref = f"story.{story.name}.tools"
    words = join_words([(Piece(name, "profile", ref),) for name in shared[:_MOST_STACK]])
    all_code = all(load_prepositions().get(kind) == "in" for kind in kinds)
    ops, cloud = all(kind in _OPS_KINDS for kind in kinds), all(kind in _CLOUD_KINDS for kind in kinds)
    which = "tools-code" if all_code else "tools-ops" if ops else "tools-cloud" if cloud else "tools-mixed"
    return scene.with_words({"stack": words}, "tools-shared", which)
