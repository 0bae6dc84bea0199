using System.Numerics;
using System.Runtime.InteropServices;

namespace Surprisal.Data;

/// <summary>Looks for cells that are infinite or not a number, at the speed of memory.</summary>
internal static class FiniteCheck
{
    /// <summary>The index of the first value that is infinite or NaN; -1 if all are finite.</summary>
    public static int FirstNonFinite(ReadOnlySpan<double> values)
    {
        ReadOnlySpan<Vector<double>> vectors = MemoryMarshal.Cast<double, Vector<double>>(values);
        int start = 0;
        foreach (Vector<double> vector in vectors)
        {
            // x - x is 0 for every finite x, and NaN, which differs from itself, for all others.
            Vector<double> difference = vector - vector;
            if (!Vector.EqualsAll(difference, difference)) break;
            start += Vector<double>.Count;
        }

        for (int i = start; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i])) return i;
        }

        return -1;
    }
}
