"""What the console says when the shop is open: where it is, and who can sign in."""

import sys

from config.env import Env
from ops.supervisor.steps import sign_ins

SITES = {"tw": "Taiwan", "my": "Malaysia", "eu": "Europe"}


def addresses(env: Env, port: int) -> dict[str, str]:
    """Each site's name and address."""
    if env.kind == "production":
        return {host: f"https://{host}/" for host in env.public_hosts if not host.startswith(".")}
    return {name: f"http://{code}.localhost:{port}/" for code, name in SITES.items()}


def greet(env: Env, *, seconds: float) -> None:
    """Say that the shop is open."""
    lines = [f"The shop is open ({seconds:.1f} s).", ""]
    lines += [f"  {name:<10} {address}" for name, address in addresses(env, env.port).items()]
    people = sign_ins(env) if env.kind == "demo" else []
    if people:
        lines += ["", "Sign in as"]
        lines += [f"  {person.get('role', ''):<10} {person.get('email', '')}   {person.get('password', '')}" for person in people]
    lines += ["", f"Mail is in {env.mail.folder}." if env.mail.folder else "", f"Logs are in {env.home / 'log'}. Ctrl-C stops everything."]
    print("\n".join(line for line, before in zip(lines, [None, *lines], strict=False) if line or before), file=sys.stderr, flush=True)
