"""Our named tuples do what those of `typing` do."""

import copy
import inspect
import pickle
import typing
from typing import Any, Generic, TypeVar

import pytest

from mkdocs_praxis.tuples import NamedTuple

T = TypeVar("T")


class Ours(NamedTuple):
    """A place."""

    file: str
    line: int = 1
    tags: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        return f"{self.file}:{self.line}"


class Theirs(typing.NamedTuple):
    """A place."""

    file: str
    line: int = 1
    tags: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        return f"{self.file}:{self.line}"


class Of(NamedTuple, Generic[T]):
    what: T


class Nothing(NamedTuple):
    pass


ASKED = {
    "by place": lambda of: of("a", 2, ("x",)),
    "by name": lambda of: of(tags=("x",), file="a"),
    "what is given": lambda of: of("a"),
    "too few": lambda of: of(),
    "too many": lambda of: of("a", 1, (), 4),
    "unknown": lambda of: of("a", size=3),
    "twice": lambda of: of("a", file="b"),
    "another": lambda of: of("a")._replace(line=3, file="b"),
    "another of no such field": lambda of: of("a")._replace(size=3),
    "of a row": lambda of: of._make(iter(["a", 2, ()])),
    "of a short row": lambda of: of._make(["a"]),
    "as a mapping": lambda of: of("a")._asdict(),
    "fields": lambda of: (of._fields, of._field_defaults, of.__match_args__, of.__doc__),
    "types": typing.get_type_hints,
    "what it takes": lambda of: [
        (one.name, one.default) for one in inspect.signature(of).parameters.values()
    ],
    "shown": lambda of: repr(of("a")).partition("(")[2],
    "its own": lambda of: of("a", 7).shown,
    "as a tuple": lambda of: (of("a") == ("a", 1, ()), hash(of("a")), [*of("a")], of("a") < of("b")),
    "copied": lambda of: copy.deepcopy(of("a", 2)),
    "sent to another process": lambda of: pickle.loads(pickle.dumps(of("a", 2))),
    "set": lambda of: setattr(of("a"), "line", 2),
    "given what it has not": lambda of: setattr(of("a"), "size", 2),
}


def _told(ask: Any, of: Any) -> Any:
    try:
        return ask(of)
    except (TypeError, ValueError, AttributeError) as error:
        return type(error)


@pytest.mark.parametrize("asked", ASKED)
def test_it_does_what_typing_s_do(asked):
    assert _told(ASKED[asked], Ours) == _told(ASKED[asked], Theirs)


def test_it_matches_by_place_and_by_name():
    match Ours("a", 4):
        case Ours(file, line=4):
            assert file == "a"
        case _:
            pytest.fail("no match")


def test_it_may_be_of_a_type_or_of_nothing():
    assert Of[int](3).what == Of(3).what == 3
    assert Nothing() == ()


def test_a_field_without_a_default_comes_first():
    with pytest.raises(TypeError, match="default"):

        class _Wrong(NamedTuple):
            a: int = 1
            b: int
