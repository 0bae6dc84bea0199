using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>What was observed in a row, as a formula sees it.</summary>
/// <param name="value">The response: a number, a count, 0 or 1, or a class's index.</param>
/// <param name="trials">The number of trials of a binomial row; 1 elsewhere.</param>
/// <typeparam name="T">The number type.</typeparam>
public readonly ref struct Outcome<T>(T value, T trials)
    where T : struct, IReal<T>
{
    /// <summary>The response.</summary>
    public T Value { get; } = value;

    /// <summary>The number of trials of a binomial row; 1 elsewhere.</summary>
    public T Trials { get; } = trials;
}
