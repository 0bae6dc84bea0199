namespace Surprisal.Formulas;

/// <summary>
/// A variable of a formula: what terms are products of. Compiled from text, it becomes a <see cref="VariableRecipe"/> by training.
/// </summary>
/// <param name="node">The node, whose canonical text is the variable's name.</param>
/// <param name="columns">The table's columns that it uses.</param>
internal abstract class Variable(Node node, IReadOnlyList<NameNode> columns)
{
    public int Position { get; } = node.Position;

    /// <summary>The canonical text: two variables are the same if and only if their texts are.</summary>
    public string Text { get; } = node.ToString();

    public IReadOnlyList<NameNode> Columns { get; } = columns;

    /// <summary>Learns what has to be remembered: levels, polynomial coefficients, means.</summary>
    public abstract VariableRecipe Train(ModelFrame frame);
}

/// <summary>A column by its name: numeric, or a factor if it is text or truth values.</summary>
internal sealed class ColumnVariable(NameNode name, string formulaText) : Variable(name, [name])
{
    public override VariableRecipe Train(ModelFrame frame) =>
        ColumnLookup.Find(frame.Table, name, formulaText) is Data.NumberColumn
            ? new NumericRecipe(Text, NumericExpression.Compile(name, formulaText), frame)
            : FactorRecipe.Train(Text, LabelSource.Of(name, formulaText), null, frame);
}

/// <summary>A function of columns that gives one number for each row.</summary>
internal sealed class NumericVariable(Node node, NumericExpression expression) : Variable(node, expression.Columns)
{
    public override VariableRecipe Train(ModelFrame frame) => new NumericRecipe(Text, expression, frame);
}

/// <summary><c>poly(x,degree)</c>.</summary>
internal sealed class PolynomialVariable(CallNode call, NumericExpression argument, int degree, string formulaText)
    : Variable(call, argument.Columns)
{
    public override VariableRecipe Train(ModelFrame frame) => PolynomialRecipe.Train(call, argument, degree, formulaText, frame);
}

/// <summary><c>C(x)</c> and <c>C(x,ref="b")</c>.</summary>
internal sealed class FactorVariable(CallNode call, LabelSource source, string? reference) : Variable(call, source.Columns)
{
    public override VariableRecipe Train(ModelFrame frame) => FactorRecipe.Train(Text, source, reference, frame);
}
