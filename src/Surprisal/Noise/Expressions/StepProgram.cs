using Surprisal.Numerics;

namespace Surprisal.Noise.Expressions;

/// <summary>
/// Steps in order, each an operation on earlier ones, the last being the result: runs on any number type, one operator at a time, so that on
/// blocks it is as fast as a formula that was compiled.
/// </summary>
internal sealed class StepProgram
{
    private readonly Step[] _steps;

    /// <summary>Takes what a step needs, and nothing else.</summary>
    /// <param name="steps">All steps, each after its operands.</param>
    /// <param name="result">The step that is wanted.</param>
    public StepProgram(IReadOnlyList<Step> steps, int result)
    {
        bool[] needed = new bool[result + 1];
        needed[result] = true;
        for (int i = result; i >= 0; i--)
        {
            for (int k = 0; needed[i] && k < steps[i].Operands; k++) needed[steps[i].Operand(k)] = true;
        }

        int[] place = new int[result + 1];
        List<Step> kept = [];
        for (int i = 0; i <= result; i++)
        {
            if (!needed[i]) continue;
            place[i] = kept.Count;
            Step step = steps[i];
            kept.Add(step.Operands == 0 ? step : step with { A = place[step.A], B = place[step.B], C = place[step.C], D = place[step.D] });
        }

        _steps = [.. kept];
    }

    /// <summary>The steps.</summary>
    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>Which steps depend on the response.</summary>
    public bool[] DependOnResponse()
    {
        bool[] depends = new bool[_steps.Length];
        for (int i = 0; i < depends.Length; i++)
        {
            depends[i] = _steps[i].Operation == Operation.Response;
            for (int k = 0; k < _steps[i].Operands; k++) depends[i] |= depends[_steps[i].Operand(k)];
        }

        return depends;
    }

    /// <summary>Whether a parameter occurs.</summary>
    public bool Uses(int parameter) => _steps.Any(s => s.Operation == Operation.Working && s.A == parameter);

    /// <summary>Whether response and a parameter occur only in their difference: whether the parameter only moves the distribution.</summary>
    public bool IsShift(int parameter)
    {
        bool IsEither(int i) => _steps[i].Operation == Operation.Response || (_steps[i].Operation == Operation.Working && _steps[i].A == parameter);
        foreach (Step step in _steps)
        {
            bool any = false;
            for (int k = 0; k < step.Operands; k++) any |= IsEither(step.Operand(k));
            if (any && !(step.Operation == Operation.Subtract && IsEither(step.A) && IsEither(step.B) && step.A != step.B)) return false;
        }

        return true;
    }

    /// <summary>Runs.</summary>
    /// <param name="response">The response.</param>
    /// <param name="working">The parameters on their formula scales.</param>
    /// <typeparam name="T">The number type.</typeparam>
    /// <returns>The values of all steps; the last is the result.</returns>
    public T[] Run<T>(T response, ReadOnlySpan<T> working)
        where T : struct, IReal<T>
    {
        T[] v = new T[_steps.Length];
        for (int i = 0; i < v.Length; i++)
        {
            ref readonly Step s = ref _steps[i];
            v[i] = s.Operation switch
            {
                Operation.Constant => s.Value,
                Operation.Response => response,
                Operation.Working => working[s.A],
                Operation.Add => v[s.A] + v[s.B],
                Operation.Subtract => v[s.A] - v[s.B],
                Operation.Multiply => v[s.A] * v[s.B],
                Operation.Divide => v[s.A] / v[s.B],
                Operation.SelectLess => T.SelectLess(v[s.A], v[s.B], v[s.C], v[s.D]),
                _ => Apply(s.Operation, v[s.A]),
            };
        }

        return v;
    }

    /// <summary>One operation of one operand.</summary>
    public static T Apply<T>(Operation operation, T x)
        where T : struct, IReal<T> => operation switch
        {
            Operation.Negate => -x,
            Operation.Square => T.Square(x),
            Operation.Sqrt => T.Sqrt(x),
            Operation.Abs => T.Abs(x),
            Operation.Exp => T.Exp(x),
            Operation.Expm1 => T.Expm1(x),
            Operation.Log => T.Log(x),
            Operation.Log1p => T.Log1p(x),
            Operation.Log1mExp => T.Log1mExp(x),
            Operation.Softplus => T.Softplus(x),
            Operation.Sigmoid => T.Sigmoid(x),
            Operation.Tanh => T.Tanh(x),
            Operation.Atan => T.Atan(x),
            Operation.Sin => T.Sin(x),
            Operation.Cos => T.Cos(x),
            Operation.LogGamma => T.LogGamma(x),
            Operation.NormalCdf => T.NormalCdf(x),
            Operation.LogNormalCdf => T.LogNormalCdf(x),
            _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "an operation of one operand"),
        };
}
