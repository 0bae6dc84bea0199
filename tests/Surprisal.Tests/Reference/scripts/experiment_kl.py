"""One gaussian for a mixture: the forward and the reverse Kullback-Leibler fits, in plain double arithmetic.

Independent of the library: densities from their definition, the trapezium rule, Newton's method on numerical derivatives.
usage: experiment_kl.py > ../experiments/h-gaussian-for-a-mixture.json
"""
import json
import math

PARTS = ((0.6, -2.0, 0.8), (0.4, 3.5, 1.0))
STEP = 1 / 128


def gaussian(y, m, s):
    return math.exp(-((y - m) / s) ** 2 / 2) / (s * math.sqrt(2 * math.pi))


def log_gaussian(y, m, s):
    return -((y - m) / s) ** 2 / 2 - math.log(s * math.sqrt(2 * math.pi))


def log_mixture(y):
    a, b = (math.log(w) + log_gaussian(y, m, s) for w, m, s in PARTS)
    top = max(a, b)
    return top + math.log(math.exp(a - top) + math.exp(b - top))


def reverse(m, t):
    """KL(q || p) of q = gaussian(m, exp t)."""
    s = math.exp(t)
    return sum(
        STEP * s * gaussian(m + s * z, m, s) * (log_gaussian(m + s * z, m, s) - log_mixture(m + s * z))
        for z in (i * STEP for i in range(-1280, 1281)))


def forward(m, s):
    """KL(p || q)."""
    ys = (i * STEP for i in range(-2560, 2561))
    return sum(STEP * math.exp(log_mixture(y)) * (log_mixture(y) - log_gaussian(y, m, s)) for y in ys)


def minimise(m):
    t, h = 0.0, 1e-3
    for _ in range(40):
        f = {(i, j): reverse(m + i * h, t + j * h) for i in (-1, 0, 1) for j in (-1, 0, 1)}
        gm, gt = (f[1, 0] - f[-1, 0]) / (2 * h), (f[0, 1] - f[0, -1]) / (2 * h)
        hmm, htt = (f[1, 0] - 2 * f[0, 0] + f[-1, 0]) / h**2, (f[0, 1] - 2 * f[0, 0] + f[0, -1]) / h**2
        hmt = (f[1, 1] - f[1, -1] - f[-1, 1] + f[-1, -1]) / (4 * h * h)
        det = hmm * htt - hmt * hmt
        dm, dt = ((htt * gm - hmt * gt) / det, (hmm * gt - hmt * gm) / det) if det > 0 and hmm > 0 else (gm, gt)
        m, t = m - max(-0.3, min(0.3, dm)), t - max(-0.3, min(0.3, dt))
        if abs(dm) + abs(dt) < 1e-9:
            break
    return m, math.exp(t)


mean = sum(w * m for w, m, _ in PARTS)
deviation = math.sqrt(sum(w * (s * s + m * m) for w, m, s in PARTS) - mean * mean)
result = {"name": "h-gaussian-for-a-mixture", "parts": PARTS, "fits": []}
for name, (m, s) in (("forward", (mean, deviation)), ("left", minimise(-2.5)), ("right", minimise(4.0))):
    result["fits"].append({"name": name, "mean": m, "deviation": s, "forward": forward(m, s), "reverse": reverse(m, math.log(s))})
print(json.dumps(result, indent=1))
