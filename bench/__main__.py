"""
`make bench`: what a page costs, beside a floor measured in the same run.

For home, category, search, product: application + database CPU in milliseconds a request, requests a second, the middle and the slowest
hundredth in milliseconds, queries, resident memory. What a page costs when it was asked for before and when nobody asked for it yet are
two rows: in the second no address is asked twice. Placing an order is measured without HTTP on both sides.
"""

import argparse
import json
import os
import platform
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.client import Load, Target, load, load_once
from bench.ground import Ground, ground
from config.env import PROJECT

SECONDS, WARM_UP = 6.0, 1.5
ONCE = ("search (new words)", "product (first time)")


def main() -> None:
    """Measure each size and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--orders", type=int, default=300, help="orders to place each way; 0 for none")
    parser.add_argument("--people", type=int, default=1000, help="people who ask for their data and are erased; 0 for none")
    parser.add_argument(
        "--crowds", type=int, nargs="*", default=[10_000], help="how many people are there while some are erased; up to 1000000, which takes a while"
    )
    parser.add_argument("--only", default="", help="only pages whose name has this in it")
    arguments = parser.parse_args()
    print(f"{time.strftime('%Y-%m-%d')} · {platform.machine()} · {os.cpu_count()} cores · Python {platform.python_version()}\n")
    for products in arguments.products:
        with ground(products, _free_port()) as shop:
            _measure_size(shop, products, arguments.seconds, arguments.orders, arguments.only)
    if arguments.people or arguments.crowds:
        with ground(10, _free_port()) as shop:
            _measure_rights(shop, arguments.people, arguments.crowds)


def _measure_size(shop: Ground, products: int, seconds: float, orders: int, only: str) -> None:
    pages, told = _pages(shop)
    pages = {name: targets for name, targets in pages.items() if only in name}
    queries = _queries(shop, pages)
    sizes, seen = shop.env.home / "floor-sizes.json", dict[str, int]()
    with serving(shop, "config.wsgi:application") as pid:
        ours = {name: _cost(shop, pid, name, targets, seconds, seen) for name, targets in pages.items()}
    sizes.write_text(json.dumps(seen))
    with serving(shop, "bench.floor:application", FLOOR_SIZES=str(sizes), **told) as pid:
        floor = {name: _cost(shop, pid, name, targets, seconds, {}) for name, targets in pages.items()}
    print(f"### {products:,} products\n")
    print("| page | CPU ms (app + db) | floor | × floor | requests/s | floor | p50 ms | p99 ms | queries | RSS MB |\n|---|---|---|---|---|---|---|---|---|---|")
    for name in pages:
        mine, its = ours[name], floor[name]
        print(
            f"| {name} | {mine['cpu']:.2f} ({mine['app']:.2f} + {mine['db']:.2f}) | {its['cpu']:.2f} | **{mine['cpu'] / its['cpu']:.2f}** | {mine['rps']:.0f} | {its['rps']:.0f} "
            f"| {mine['p50']:.1f} | {mine['p99']:.1f} | {queries[name]} | {mine['rss']:.0f} |"
        )
    print(_order_row(shop, orders) if orders else "", "\n", flush=True)


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


def _measure_rights(shop: Ground, people: int, crowds: list[int]) -> None:
    """What people's rights cost, beside what ethyca-fides 2.86 took on this kind of machine."""
    if people:
        told = _told(shop, "bench.rights", str(people))[0]
        print(f"### Rights of {told['persons']:,} persons with {told['rows_each']} rows each\n")
        print("| | requests/s | p50 ms | p99 ms | CPU ms | ethyca-fides 2.86, ms | times as fast |\n|---|---|---|---|---|---|---|")
        for name, theirs in FIDES.items():
            mine = told[name]
            faster = f"{theirs[0] / mine['mean_ms']:.0f} to {theirs[1] / mine['mean_ms']:.0f}"
            print(f"| {name} | {mine['per_second']} | {mine['p50_ms']} | {mine['p99_ms']} | {mine['cpu_ms']} | {theirs[0]:,} to {theirs[1]:,} | **{faster}** |")
        print(
            f"\nLeft behind: {', '.join(f'{name} {count}' for name, count in told['residue'].items())}. Rows with the word before: {told['found_before']:,}.\n",
            flush=True,
        )
    if crowds:
        print(
            "| persons there | erasure p50 ms | CPU ms | access p50 ms | CPU ms | sweep of holdings | s | peak MB | grew by MB |\n|---|---|---|---|---|---|---|---|---|"
        )
        lines = _told(shop, "bench.crowd", *map(str, crowds))
        for line in lines:
            if "crowd" in line:
                erasure, access, swept = line["erasure"], line["access"], line["sweep"]
                print(f"| {line['crowd']:,} | {erasure['p50_ms']} | {erasure['cpu_ms']} | {access['p50_ms']} | {access['cpu_ms']} ", end="")
                print(f"| {swept['rows']:,} | {swept['seconds']} | {swept['peak_mb']} | {swept['grew_by_mb']} |")
        rest = {name: value for line in lines if "crowd" not in line for name, value in line.items()}
        print(f"\nConsent decision {rest['decision_us']} µs. Roll of {rest['roll']['keys']:,} keys: {rest['roll']['per_second']:,} a second.\n", flush=True)


FIDES = {"access": (2800, 3500), "erasure": (5000, 6800)}


def _told(shop: Ground, module: str, *arguments: str) -> list[dict[str, Any]]:
    environment = shop.environment | {"BENCH_POSTMASTERS": ",".join(map(str, shop.database_pids))}
    done = subprocess.run([sys.executable, "-m", module, *arguments], cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])
    lines = (json.loads(line) for line in done.stdout.splitlines() if line.startswith("{"))
    return [line for line in lines if "logger" not in line]


def _cost(shop: Ground, pid: int, name: str, targets: list[Target], seconds: float, sizes: dict[str, int]) -> dict[str, float]:
    """CPU and times of a kind of page; `sizes` takes how many bytes each address answered."""
    if name not in ONCE:
        load(shop.env.port, targets, seconds=WARM_UP)
    watched = shop.watch(pid)
    before = watched.read()
    seen: Load = load_once(shop.env.port, targets) if name in ONCE else load(shop.env.port, targets, seconds=seconds)
    after = watched.read()
    if set(seen.statuses) != {200}:
        raise SystemExit(f"Not every answer was whole: {seen.statuses} for {targets[0]}")
    sizes.update(seen.sizes)
    application, database = (after.application - before.application) / seen.requests, (after.database - before.database) / seen.requests
    return {
        "app": 1000 * application, "db": 1000 * database, "cpu": 1000 * (application + database),
        "rps": seen.requests / seen.took, "p50": seen.percentile(0.5), "p99": seen.percentile(0.99), "rss": after.rss_mb,
    }  # fmt: skip


def _pages(shop: Ground) -> tuple[dict[str, list[Target]], dict[str, str]]:
    """Many addresses of each kind, so that nothing is measured out of one warm row; and what the floor is told: who reads with which cookie, what is asked."""
    done = subprocess.run([sys.executable, "-m", "bench.addresses"], cwd=PROJECT, env=shop.environment, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout.splitlines()[-1])
    readers, questions = told.pop("readers"), told.pop("questions")
    pages = {name: [("eu.localhost", path, "") for path in paths] for name, paths in told.items()}
    floors = {"FLOOR_READERS": json.dumps(readers), "FLOOR_QUESTIONS": json.dumps(questions)}
    return pages | {"policy (signed in)": [("eu.localhost", "/policy", cookie) for cookie in readers]}, floors


def _queries(shop: Ground, pages: dict[str, list[Target]]) -> dict[str, int]:
    asked = json.dumps({name: targets[0][1:] for name, targets in pages.items()})
    done = subprocess.run([sys.executable, "-m", "bench.addresses", asked], cwd=PROJECT, env=shop.environment, capture_output=True, text=True, check=True)
    counted: dict[str, int] = json.loads(done.stdout.splitlines()[-1])
    return counted


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
