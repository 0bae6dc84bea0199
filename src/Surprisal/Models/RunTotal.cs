namespace Surprisal.Models;

/// <summary>
/// The sums of the runs of a pass, added in the order of the rows as soon as they come: whoever is early waits for those before, so that bits do not
/// depend on the threads, and only a few runs' sums are kept at a time.
/// </summary>
internal sealed class RunTotal(int runs)
{
    private readonly double[]?[] _waiting = new double[]?[runs];
    private readonly Lock _lock = new();
    private double[]? _total;
    private int _added;

    /// <summary>The sums over all runs.</summary>
    /// <exception cref="InvalidOperationException">Some are missing.</exception>
    public double[] Sums => _added == runs && _total is not null ? _total : throw new InvalidOperationException("not all runs have been added");

    /// <summary>Takes the sums of a run.</summary>
    public void Add(int run, double[] sums)
    {
        lock (_lock)
        {
            _waiting[run] = sums;
            while (_added < runs && _waiting[_added] is { } next)
            {
                if (_total is null) _total = next;
                else Add(_total, next);
                _waiting[_added++] = null;
            }
        }
    }

    private static void Add(double[] total, double[] sums)
    {
        for (int k = 0; k < total.Length; k++) total[k] += sums[k];
    }
}
