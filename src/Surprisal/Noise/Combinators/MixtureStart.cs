using Surprisal.Numerics.Random;

namespace Surprisal.Noise;

/// <summary>Where the fit of a mixture starts: assignments of rows to components that know nothing of component numbers.</summary>
internal static class MixtureStart
{
    private const int Rounds = 12;

    private const int TrimmedOf = 3;
    private const double TrimmedShare = 0.025;

    // Of every row a little belongs to each component: none starts empty, and none on a single row.
    private const double Everyone = 0.05;

    /// <summary>Groups of neighbours in the order of the responses, along the one that varies most.</summary>
    public static void Neighbours(MixtureNoise mixture, Observations observations, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        int n = observations.Count, count = mixture.Parts.Count;
        double[] along = Widest(observations).ToArray();
        int[] order = [.. Enumerable.Range(0, n).OrderBy(i => along[i])];
        int[] group = new int[n];
        for (int place = 0; place < n; place++) group[order[place]] = (int)((long)place * count / Math.Max(1, n));
        mixture.StartFrom(observations, Shares(group, count, weights), parameters);
    }

    /// <summary>Groups about centres that are drawn far from one another (k-means++, Arthur and Vassilvitskii 2007), improved by a few rounds.</summary>
    public static void Centres(MixtureNoise mixture, Observations observations, ReadOnlySpan<double> weights, int variant, Span<double> parameters)
    {
        // Of heavy tails the farthest rows would draw all centres to themselves, so some starts see them nearer.
        if (variant % TrimmedOf == 0) observations = Trimmed(observations);
        int n = observations.Count, count = mixture.Parts.Count;
        double[][] points = Standardised(observations);
        double[][] centres = Draw(points, n, count, new RandomStream(variant));
        int[] group = new int[n];
        for (int round = 0, moved = 1; round < Rounds && moved > 0; round++)
        {
            moved = 0;
            for (int i = 0; i < n; i++)
            {
                int nearest = Nearest(points, i, centres, count);
                if (round == 0 || nearest != group[i]) moved++;
                group[i] = nearest;
            }

            Recentre(points, group, centres);
        }

        // Components are numbered upwards along the first response, whichever was drawn first; where they are of different noise models any may be the lowest.
        int[] rank = [.. Enumerable.Range(0, count).Select(k => centres.Count(other => other[0] < centres[k][0] || (other[0] == centres[k][0] && Array.IndexOf(centres, other) < k)))];
        int turn = mixture.HasEqualParts ? 0 : (variant - 1) % count;
        for (int i = 0; i < n; i++) group[i] = (rank[group[i]] + turn) % count;
        mixture.StartFrom(observations, Shares(group, count, weights), parameters);
    }

    private static double[][] Shares(int[] group, int count, ReadOnlySpan<double> weights)
    {
        double[][] shares = new double[count][];
        for (int k = 0; k < count; k++)
        {
            shares[k] = new double[group.Length];
            for (int i = 0; i < group.Length; i++) shares[k][i] = (weights.IsEmpty ? 1.0 : weights[i]) * ((group[i] == k ? 1.0 - Everyone : 0.0) + (Everyone / count));
        }

        return shares;
    }

    /// <summary>Of several responses that of the largest coefficient of variation about its median.</summary>
    private static ReadOnlySpan<double> Widest(Observations observations)
    {
        int best = 0;
        double widest = -1.0;
        for (int j = 0; j < observations.Responses.Count; j++)
        {
            Moments moments = Moments.Of(observations.Responses[j].Span, default);
            double spread = moments.StandardDeviation / (Math.Abs(moments.Mean) + moments.StandardDeviation + double.Epsilon);
            if (spread > widest) (widest, best) = (spread, j);
        }

        return observations.Responses[best].Span;
    }

    /// <summary>Responses beyond the outer fortieths of each column moved there.</summary>
    private static Observations Trimmed(Observations observations) => observations with
    {
        Responses = [.. observations.Responses.Select(static column =>
        {
            double[] y = column.ToArray();
            if (y.Length == 0) return column;
            double[] sorted = [.. y.Order()];
            int cut = (int)(TrimmedShare * y.Length);
            for (int i = 0; i < y.Length; i++) y[i] = Math.Clamp(y[i], sorted[cut], sorted[^(cut + 1)]);
            return y;
        })],
    };

    private static double[][] Standardised(Observations observations) => [.. observations.Responses.Select(static column =>
    {
        Moments moments = Moments.Of(column.Span, default);
        double scale = moments.StandardDeviation > 0.0 ? moments.StandardDeviation : 1.0;
        double[] z = column.ToArray();
        for (int i = 0; i < z.Length; i++) z[i] = (z[i] - moments.Mean) / scale;
        return z;
    })];

    private static double[][] Draw(double[][] points, int n, int count, RandomStream stream)
    {
        double[][] centres = [.. Enumerable.Range(0, count).Select(_ => new double[points.Length])];
        for (int k = 0; k < count; k++)
        {
            double total = 0.0;
            for (int i = 0; i < n; i++) total += k == 0 ? 1.0 : Distance(points, i, centres, Nearest(points, i, centres, k));
            double u = stream.NextDouble() * total;
            int chosen = 0;
            for (; chosen < n - 1; chosen++)
            {
                u -= k == 0 ? 1.0 : Distance(points, chosen, centres, Nearest(points, chosen, centres, k));
                if (u < 0.0) break;
            }

            for (int j = 0; j < points.Length; j++) centres[k][j] = points[j][chosen];
        }

        return centres;
    }

    private static int Nearest(double[][] points, int row, double[][] centres, int count)
    {
        int best = 0;
        double least = Distance(points, row, centres, 0);
        for (int k = 1; k < count; k++)
        {
            double distance = Distance(points, row, centres, k);
            if (distance < least) (least, best) = (distance, k);
        }

        return best;
    }

    private static double Distance(double[][] points, int row, double[][] centres, int k)
    {
        double sum = 0.0;
        for (int j = 0; j < points.Length; j++)
        {
            double d = points[j][row] - centres[k][j];
            sum += d * d;
        }

        return sum;
    }

    private static void Recentre(double[][] points, int[] group, double[][] centres)
    {
        for (int k = 0; k < centres.Length; k++)
        {
            int members = 0;
            double[] sum = new double[points.Length];
            for (int i = 0; i < group.Length; i++)
            {
                if (group[i] != k) continue;
                members++;
                for (int j = 0; j < sum.Length; j++) sum[j] += points[j][i];
            }

            for (int j = 0; j < sum.Length && members > 0; j++) centres[k][j] = sum[j] / members;
        }
    }
}
