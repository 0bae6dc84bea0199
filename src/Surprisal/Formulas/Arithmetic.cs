using System.Buffers;

namespace Surprisal.Formulas;

/// <summary>
/// A compiled arithmetic expression over the rows of a frame: what stands inside <c>I()</c>, <c>log()</c>, <c>offset()</c>.
/// </summary>
internal abstract class Arithmetic
{
    /// <summary>Evaluates consecutive rows.</summary>
    /// <param name="operands">The columns and remembered training values.</param>
    /// <param name="firstRow">The row of the first result.</param>
    /// <param name="results">One result for each row.</param>
    public abstract void Evaluate(Operands operands, int firstRow, Span<double> results);
}

internal sealed class ConstantArithmetic(double value) : Arithmetic
{
    public override void Evaluate(Operands operands, int firstRow, Span<double> results) => results.Fill(value);
}

internal sealed class ColumnArithmetic(NameNode name) : Arithmetic
{
    public override void Evaluate(Operands operands, int firstRow, Span<double> results) =>
        operands.Numbers(name).Span.Slice(firstRow, results.Length).CopyTo(results);
}

internal sealed class NegateArithmetic(Arithmetic operand) : Arithmetic
{
    public override void Evaluate(Operands operands, int firstRow, Span<double> results)
    {
        operand.Evaluate(operands, firstRow, results);
        for (int i = 0; i < results.Length; i++) results[i] = -results[i];
    }
}

internal sealed class FunctionArithmetic(Func<double, double> function, Arithmetic argument) : Arithmetic
{
    public override void Evaluate(Operands operands, int firstRow, Span<double> results)
    {
        argument.Evaluate(operands, firstRow, results);
        for (int i = 0; i < results.Length; i++) results[i] = function(results[i]);
    }
}

/// <summary><c>scale(x)</c>: (x − mean)/sd with the mean and standard deviation of the training rows.</summary>
internal sealed class ScaleArithmetic(CallNode call, Arithmetic argument) : Arithmetic
{
    private readonly string _key = call.ToString();

    public override void Evaluate(Operands operands, int firstRow, Span<double> results)
    {
        (double mean, double deviation) = operands.Moments(_key, argument, call);
        argument.Evaluate(operands, firstRow, results);
        for (int i = 0; i < results.Length; i++) results[i] = (results[i] - mean) / deviation;
    }
}

internal sealed class BinaryArithmetic(char op, Arithmetic left, Arithmetic right) : Arithmetic
{
    public override void Evaluate(Operands operands, int firstRow, Span<double> results)
    {
        left.Evaluate(operands, firstRow, results);
        double[] rented = ArrayPool<double>.Shared.Rent(results.Length);
        Span<double> others = rented.AsSpan(0, results.Length);
        right.Evaluate(operands, firstRow, others);
        switch (op)
        {
            case '+':
                for (int i = 0; i < results.Length; i++) results[i] += others[i];
                break;
            case '-':
                for (int i = 0; i < results.Length; i++) results[i] -= others[i];
                break;
            case '*':
                for (int i = 0; i < results.Length; i++) results[i] *= others[i];
                break;
            case '/':
                for (int i = 0; i < results.Length; i++) results[i] /= others[i];
                break;
            default:
                for (int i = 0; i < results.Length; i++) results[i] = ElementaryFunctions.Pow(results[i], others[i]);
                break;
        }

        ArrayPool<double>.Shared.Return(rented);
    }
}
