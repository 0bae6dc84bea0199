using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>What was observed in a row, as a formula sees it.</summary>
/// <typeparam name="T">The number type.</typeparam>
public readonly ref struct Outcome<T>
    where T : struct, IReal<T>
{
    /// <summary>A row of a single response.</summary>
    /// <param name="value">The response: a number, a count, 0 or 1, or a class's index.</param>
    /// <param name="trials">The number of trials of a binomial row; 1 elsewhere.</param>
    public Outcome(T value, T trials)
    {
        Value = value;
        Trials = trials;
    }

    /// <summary>A row of several responses.</summary>
    /// <param name="values">The responses, at least one.</param>
    /// <param name="trials">The number of trials; 1 where there are none.</param>
    public Outcome(ReadOnlySpan<T> values, T trials)
        : this(values[0], trials) => Values = values;

    /// <summary>The (first) response.</summary>
    public T Value { get; }

    /// <summary>All responses of a row of several; empty where there is one.</summary>
    public ReadOnlySpan<T> Values { get; }

    /// <summary>The number of trials of a binomial row; 1 elsewhere.</summary>
    public T Trials { get; }
}
