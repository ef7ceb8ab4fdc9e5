"""Faster lookup of missing attributes and macros in Jinja templates, with the same results."""

from typing import Any

from jinja2 import Environment
from jinja2.runtime import Context, Macro

_NONE = object()


class _Context(Context):
    def call(self, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a macro with what Jinja finds out at each call that macros want (jinja2.runtime.Context.call)."""
        if type(obj) is not Macro:
            return super().call(obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        try:
            return obj(self.eval_ctx, *args, **kwargs)
        except StopIteration:
            return super().call(_stopped)  # undefined, in Jinja's words


class _Environment(Environment):
    context_class = _Context

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Tell an attribute that is not there without the two exceptions that it takes Jinja (jinja2.Environment.getattr)."""
        value = getattr(obj, attribute, _NONE)
        if value is not _NONE:
            return value
        if hasattr(type(obj), "__getitem__") or isinstance(obj, type):
            return super().getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)


def _stopped() -> None:
    raise StopIteration


def shorten_lookups(env: Environment) -> None:
    """Let templates look up in these ways, unless another plugin brought an environment of its own.

    A menu of Material asks each of its items, on every page, for four macros and for attributes that few items have.
    """
    if type(env) is Environment and env.context_class is Context:
        env.__class__ = _Environment
