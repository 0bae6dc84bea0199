namespace Surprisal.Tests.Solvers.Recession;

/// <summary>max cᵀx, Ax ≤ b, x ≥ 0, b ≥ 0, by Bland's rule in exact fractions: slow, and never wrong.</summary>
internal static class Simplex
{
    public static Fraction Maximise(Fraction[][] a, Fraction[] b, Fraction[] c)
    {
        int m = b.Length, n = c.Length;
        Fraction[][] t = new Fraction[m + 1][];
        for (int i = 0; i < m; i++)
        {
            t[i] = new Fraction[n + m + 1];
            for (int j = 0; j < n; j++) t[i][j] = a[i][j];
            for (int j = 0; j < m; j++) t[i][n + j] = i == j ? Fraction.One : Fraction.Zero;
            t[i][^1] = b[i];
        }

        t[m] = new Fraction[n + m + 1];
        for (int j = 0; j <= n + m; j++) t[m][j] = j < n ? -c[j] : Fraction.Zero;
        int[] basis = [.. Enumerable.Range(n, m)];
        while (true)
        {
            int entering = Array.FindIndex(t[m], 0, n + m, static v => v.Sign < 0);
            if (entering < 0) return t[m][^1];
            int leaving = -1;
            for (int i = 0; i < m; i++)
            {
                if (t[i][entering].Sign <= 0) continue;
                int comparison = leaving < 0 ? -1 : (t[i][^1] * t[leaving][entering] - t[leaving][^1] * t[i][entering]).Sign;
                if (comparison < 0 || (comparison == 0 && basis[i] < basis[leaving])) leaving = i;
            }

            if (leaving < 0) throw new InvalidOperationException("unbounded");
            Pivot(t, leaving, entering);
            basis[leaving] = entering;
        }
    }

    private static void Pivot(Fraction[][] t, int row, int column)
    {
        Fraction pivot = t[row][column];
        for (int j = 0; j < t[row].Length; j++) t[row][j] /= pivot;
        for (int i = 0; i < t.Length; i++)
        {
            if (i == row || t[i][column].Sign == 0) continue;
            Fraction factor = t[i][column];
            for (int j = 0; j < t[i].Length; j++)
            {
                if (t[row][j].Sign != 0) t[i][j] -= factor * t[row][j];
            }
        }
    }
}
