using Surprisal.Noise;

namespace Surprisal.Losses;

/// <summary>A number that belongs to a loss.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Default">What it is unless given.</param>
/// <param name="High">Below what it must be; it must be above 0.</param>
/// <param name="Alias">Another key.</param>
internal sealed record LossKey(string Name, double Default, double High = double.PositiveInfinity, string? Alias = null)
{
    /// <summary>Whether a key is this one.</summary>
    public bool Is(string key) => string.Equals(key, Name, StringComparison.Ordinal) || string.Equals(key, Alias, StringComparison.Ordinal);
}

/// <summary>A loss that is known by a name.</summary>
/// <param name="Names">Its names, the first being the usual one.</param>
/// <param name="Keys">Its numbers.</param>
internal abstract record LossEntry(IReadOnlyList<string> Names, IReadOnlyList<LossKey> Keys)
{
    /// <summary>The usual name.</summary>
    public string Name => Names[0];

    /// <summary>Explains it.</summary>
    /// <param name="values">Its numbers, in the order of the keys.</param>
    public abstract Explanation Explain(double[] values);

    /// <summary>Name and numbers: <c>huber loss, k = 1.345</c>.</summary>
    protected string Title(double[] values)
    {
        string noun = Name.EndsWith("loss", StringComparison.Ordinal) || Name.EndsWith("deviance", StringComparison.Ordinal) || Name.Contains("entropy", StringComparison.Ordinal) || Name.Contains("matching", StringComparison.Ordinal) ? Name : $"{Name} loss";
        return Keys.Count == 0 ? noun : $"{noun}, {Words.List(Keys.Select((key, i) => $"{key.Name} = {NoiseNumber.Format(values[i])}"))}";
    }
}
