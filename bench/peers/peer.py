"""What the Python peers share: arguments, timing, peak memory, and the one JSON object a result."""
import argparse
import json
import pathlib
import time


def arguments(description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--manifest", type=pathlib.Path, required=True)
    parser.add_argument("--workload", required=True)
    parser.add_argument("--variant", default="default")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--budget", type=float, default=60, help="start no further repeat after this many seconds")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    return parser.parse_args()


def timed(fit, repeat, budget):
    seconds, cpu, result = [], [], None
    while len(seconds) < repeat and (not seconds or sum(seconds) < budget):
        result = None
        start, busy = time.perf_counter(), time.process_time()
        result = fit()
        cpu.append(time.process_time() - busy)
        seconds.append(time.perf_counter() - start)
    return (seconds, cpu), result


def peak_resident_bytes():
    for line in pathlib.Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise RuntimeError("no VmHWM in /proc/self/status")


def write(options, peer, version, load_seconds, seconds, coefficients, log_likelihood):
    options.out.write_text(json.dumps({
        "workload": options.workload, "peer": peer, "variant": options.variant, "version": version,
        "seconds": seconds[0], "cpuSeconds": seconds[1], "loadSeconds": load_seconds, "logLikelihood": log_likelihood,
        "coefficients": {p: [float(v) for v in c] for p, c in coefficients.items()},
        "gradientNorm": None, "peakResidentBytes": peak_resident_bytes()}))
