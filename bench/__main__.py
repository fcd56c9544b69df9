"""
`make bench`: what a page costs, beside a floor measured in the same run.

For home, category, search, product: application + database CPU in milliseconds a request, requests a second, the middle and the slowest
hundredth in milliseconds, queries, resident memory. Placing an order is measured without HTTP on both sides.
"""

import argparse
import json
import os
import platform
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.client import Load, Target, load
from bench.ground import Ground, ground
from config.env import PROJECT

SECONDS, WARM_UP = 6.0, 1.5
WORDS = ["alba folding", "cordless", "granite quiet stand", "kestrel 12", "wooden", "harbour slim lamp", "stackable", "fennel insulated"]


def main() -> None:
    """Measure each size and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--orders", type=int, default=300)
    arguments = parser.parse_args()
    print(f"{time.strftime('%Y-%m-%d')} · {platform.machine()} · {os.cpu_count()} cores · Python {platform.python_version()}\n")
    for products in arguments.products:
        with ground(products, _free_port()) as shop:
            _measure_size(shop, products, arguments.seconds, arguments.orders)


def _measure_size(shop: Ground, products: int, seconds: float, orders: int) -> None:
    pages = _pages(shop)
    queries = _queries(shop, pages)
    sizes = shop.env.home / "floor-sizes.json"
    with serving(shop, "config.wsgi:application") as pid:
        sizes.write_text(json.dumps({path: size for targets in pages.values() for path, size in _sizes(shop, targets)}))
        ours = {name: _cost(shop, pid, targets, seconds) for name, targets in pages.items()}
    with serving(shop, "bench.floor:application", FLOOR_SIZES=str(sizes)) as pid:
        floor = {name: _cost(shop, pid, targets, seconds) for name, targets in pages.items()}
    print(f"### {products:,} products\n")
    print("| page | CPU ms (app + db) | floor | × floor | requests/s | floor | p50 ms | p99 ms | queries | RSS MB |\n|---|---|---|---|---|---|---|---|---|---|")
    for name in pages:
        mine, its = ours[name], floor[name]
        print(
            f"| {name} | {mine['cpu']:.2f} ({mine['app']:.2f} + {mine['db']:.2f}) | {its['cpu']:.2f} | **{mine['cpu'] / its['cpu']:.2f}** | {mine['rps']:.0f} | {its['rps']:.0f} "
            f"| {mine['p50']:.1f} | {mine['p99']:.1f} | {queries[name]} | {mine['rss']:.0f} |"
        )
    print(_order_row(shop, orders), "\n", flush=True)


def _order_row(shop: Ground, orders: int) -> str:
    environment = shop.environment | {"BENCH_POSTMASTERS": ",".join(map(str, shop.database_pids))}
    done = subprocess.run([sys.executable, "-m", "bench.place_order", str(orders)], cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        return done.stderr[-2000:]
    told = json.loads(done.stdout.splitlines()[-1])
    mine, its = told["ours"], told["floor"]
    return (
        f"| place order | {mine['cpu_ms']:.2f} ({mine['application_ms']:.2f} + {mine['database_ms']:.2f}) | {its['cpu_ms']:.2f} | **{told['ratio']:.2f}** "
        f"| {1000 / mine['p50_ms']:.0f} | {1000 / its['p50_ms']:.0f} | {mine['p50_ms']:.1f} | {mine['p99_ms']:.1f} | | |"
    )


def _cost(shop: Ground, pid: int, targets: list[Target], seconds: float) -> dict[str, float]:
    load(shop.env.port, targets, seconds=WARM_UP)
    watched = shop.watch(pid)
    before = watched.read()
    seen: Load = load(shop.env.port, targets, seconds=seconds)
    after = watched.read()
    if set(seen.statuses) != {200}:
        raise SystemExit(f"Not every answer was whole: {seen.statuses} for {targets[0]}")
    application, database = (after.application - before.application) / seen.requests, (after.database - before.database) / seen.requests
    return {
        "app": 1000 * application, "db": 1000 * database, "cpu": 1000 * (application + database),
        "rps": seen.requests / seen.took, "p50": seen.percentile(0.5), "p99": seen.percentile(0.99), "rss": after.rss_mb,
    }  # fmt: skip


def _pages(shop: Ground) -> dict[str, list[Target]]:
    """Forty addresses of each kind, so that nothing is measured out of one warm row."""
    done = subprocess.run([sys.executable, "-m", "bench.addresses"], cwd=PROJECT, env=shop.environment, capture_output=True, text=True, check=True)
    told: dict[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    told["search"] = [f"/search?q={words.replace(' ', '+')}" for words in WORDS]
    return {name: [("eu.localhost", path) for path in told[name]] for name in ("home", "category", "search", "product")}


def _queries(shop: Ground, pages: dict[str, list[Target]]) -> dict[str, int]:
    asked = json.dumps({name: targets[0][1] for name, targets in pages.items()})
    done = subprocess.run([sys.executable, "-m", "bench.addresses", asked], cwd=PROJECT, env=shop.environment, capture_output=True, text=True, check=True)
    counted: dict[str, int] = json.loads(done.stdout.splitlines()[-1])
    return counted


def _sizes(shop: Ground, targets: list[Target]) -> Iterator[tuple[str, int]]:
    for host, path in targets:
        asked = urllib.request.Request(f"http://127.0.0.1:{shop.env.port}{path}", headers={"Host": host, "Accept-Language": "en"})
        with urllib.request.urlopen(asked, timeout=30) as answer:
            yield path, len(answer.read())


@contextmanager
def serving(shop: Ground, application: str, **more: str) -> Iterator[int]:
    """One granian worker; the number of its process."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(shop.env.port), "--workers", "1"]
    command += ["--blocking-threads", "2", "--backlog", "1024", "--http", "1", "--no-ws", "--no-log", application]
    log = (shop.env.home / "bench-server.log").open("ab")
    process = subprocess.Popen(command, cwd=PROJECT, env=shop.environment | more, stdout=log, stderr=log)
    try:
        _wait(shop.env.port, process, Path(log.name))
        yield process.pid
    finally:
        process.terminate()
        process.wait(20)
        log.close()


def _wait(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit(f"The server did not start:\n{log.read_text(errors='replace')[-3000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    main()
