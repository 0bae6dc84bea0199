namespace Surprisal.Tests.Solvers;

/// <summary>A crude optimiser that shares nothing with the library: Nelder and Mead's simplex, restarted until it stops improving.</summary>
internal static class NelderMead
{
    private const int Restarts = 12;

    public static (double[] Point, double Value) Minimise(Func<double[], double> function, double[] start, double size)
    {
        double[] best = start;
        double value = function(best);
        for (int restart = 0; restart < Restarts; restart++)
        {
            (double[] point, double at) = Descend(function, best, size);
            bool done = value - at < 1e-12 * Math.Max(1, Math.Abs(value));
            if (at < value) (best, value) = (point, at);
            if (done && restart > 0) break;
            size /= 3;
        }

        return (best, value);
    }

    private static (double[] Point, double Value) Descend(Func<double[], double> function, double[] start, double size)
    {
        int n = start.Length;
        List<(double[] Point, double Value)> simplex = [(start, Value(start))];
        for (int j = 0; j < n; j++)
        {
            double[] corner = (double[])start.Clone();
            corner[j] += size;
            simplex.Add((corner, Value(corner)));
        }

        for (int step = 0; step < 400 * n; step++)
        {
            simplex.Sort(static (a, b) => a.Value.CompareTo(b.Value));
            if (simplex[n].Value - simplex[0].Value < 1e-14 * Math.Max(1, Math.Abs(simplex[0].Value))) break;
            double[] centre = [.. Enumerable.Range(0, n).Select(j => simplex.Take(n).Average(c => c.Point[j]))];
            (double[] Point, double Value) reflected = At(centre, 1);
            if (reflected.Value < simplex[0].Value)
            {
                (double[] Point, double Value) expanded = At(centre, 2);
                simplex[n] = expanded.Value < reflected.Value ? expanded : reflected;
            }
            else if (reflected.Value < simplex[n - 1].Value)
            {
                simplex[n] = reflected;
            }
            else
            {
                (double[] Point, double Value) contracted = At(centre, reflected.Value < simplex[n].Value ? 0.5 : -0.5);
                if (contracted.Value < Math.Min(reflected.Value, simplex[n].Value)) simplex[n] = contracted;
                else Shrink();
            }
        }

        simplex.Sort(static (a, b) => a.Value.CompareTo(b.Value));
        return simplex[0];

        double Value(double[] point) => function(point) is var v && double.IsNaN(v) ? double.PositiveInfinity : v;

        (double[] Point, double Value) At(double[] centre, double factor)
        {
            double[] worst = simplex[n].Point;
            double[] point = [.. centre.Select((c, j) => c + (factor * (c - worst[j])))];
            return (point, Value(point));
        }

        void Shrink()
        {
            double[] first = simplex[0].Point;
            for (int k = 1; k <= n; k++)
            {
                double[] point = [.. simplex[k].Point.Select((c, j) => 0.5 * (c + first[j]))];
                simplex[k] = (point, Value(point));
            }
        }
    }
}
