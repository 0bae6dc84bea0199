namespace Surprisal.Formulas;

/// <summary>The values of a variable on a frame: columns of numbers, or codes of a factor.</summary>
/// <param name="Numbers">The columns of a numeric variable; empty for a factor.</param>
/// <param name="Codes">A factor's level for each row; empty for a numeric variable.</param>
internal sealed record VariableValues(ReadOnlyMemory<double>[] Numbers, ReadOnlyMemory<int> Codes);

/// <summary>A variable that has seen its training rows and gives the same columns for any rows.</summary>
/// <param name="text">The variable's name.</param>
internal abstract class VariableRecipe(string text)
{
    public string Text { get; } = text;

    /// <summary>The number of levels; 0 for a numeric variable.</summary>
    public virtual int LevelCount => 0;

    /// <summary>The number of columns in a term.</summary>
    /// <param name="isFull">Whether a factor has an indicator for each level, or for each but its reference.</param>
    public abstract int Width(bool isFull);

    /// <summary>The name of one column.</summary>
    public abstract string NameOf(int column, bool isFull);

    public abstract VariableValues Apply(ModelFrame frame);
}

/// <summary>A variable with one number for each row.</summary>
internal sealed class NumericRecipe(string text, NumericExpression expression, ModelFrame training) : VariableRecipe(text)
{
    private readonly Dictionary<string, Moments> _memory = expression.Train(training);

    public override int Width(bool isFull) => 1;

    public override string NameOf(int column, bool isFull) => Text;

    public override VariableValues Apply(ModelFrame frame) => new([expression.Evaluate(frame, _memory)], default);
}
