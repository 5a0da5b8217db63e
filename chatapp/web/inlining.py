"""Partials as if their text stood where they are included.

A page of fifty bubbles includes four hundred of them, and to each Jinja would give a context, a generator and a look
into its cache: a third of the time that it takes to draw the page. Nothing else changes, but that a traceback ends
where the outermost template includes. While templates are reloaded, as by a developer, includes stay what they are.
"""

from typing import Any

from flask.templating import Environment
from jinja2 import nodes
from jinja2.visitor import NodeTransformer


class InliningEnvironment(Environment):
    """Flask's, for templates that include others by name."""

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        if not self.auto_reload:
            _Includes(self).visit(source)
        return super()._generate(source, *args, **kwargs)


class _Includes(NodeTransformer):
    def __init__(self, env: Environment):
        self._env = env

    def visit_Include(self, node: nodes.Include) -> nodes.Node:
        """A scope of its own: what a partial sets is not seen outside, as ever."""
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        if not isinstance(name, str) or node.ignore_missing or not node.with_context:
            return node
        partial = self._env.parse(self._env.loader.get_source(self._env, name)[0], name)
        if partial.find((nodes.Block, nodes.Extends)):
            return node
        partial.set_lineno(node.lineno, override=True)
        return nodes.Scope(self.visit(partial).body, lineno=node.lineno)
