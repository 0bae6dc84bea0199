using System.Runtime.InteropServices;

namespace Surprisal.Noise.Expressions;

/// <summary>What a step of a density's text computes.</summary>
internal enum Operation
{
    /// <summary>A number.</summary>
    Constant,

    /// <summary>The response.</summary>
    Response,

    /// <summary>A parameter on its formula scale.</summary>
    Working,

    /// <summary>a + b.</summary>
    Add,

    /// <summary>a − b.</summary>
    Subtract,

    /// <summary>a · b.</summary>
    Multiply,

    /// <summary>a / b.</summary>
    Divide,

    /// <summary>−a.</summary>
    Negate,

    /// <summary>a².</summary>
    Square,

    /// <summary>√a.</summary>
    Sqrt,

    /// <summary>|a|.</summary>
    Abs,

    /// <summary>eᵃ.</summary>
    Exp,

    /// <summary>eᵃ − 1.</summary>
    Expm1,

    /// <summary>log a.</summary>
    Log,

    /// <summary>log(1 + a).</summary>
    Log1p,

    /// <summary>log(1 − eᵃ).</summary>
    Log1mExp,

    /// <summary>log(1 + eᵃ).</summary>
    Softplus,

    /// <summary>1/(1 + e⁻ᵃ).</summary>
    Sigmoid,

    /// <summary>tanh a.</summary>
    Tanh,

    /// <summary>atan a.</summary>
    Atan,

    /// <summary>sin a.</summary>
    Sin,

    /// <summary>cos a.</summary>
    Cos,

    /// <summary>log Γ(a).</summary>
    LogGamma,

    /// <summary>Φ(a).</summary>
    NormalCdf,

    /// <summary>log Φ(a).</summary>
    LogNormalCdf,

    /// <summary>c where a &lt; b, else d.</summary>
    SelectLess,
}

/// <summary>One step: an operation on earlier steps.</summary>
/// <param name="Operation">What it computes.</param>
/// <param name="A">The first operand's step; a parameter's index for <see cref="Operation.Working"/>.</param>
/// <param name="B">The second operand's.</param>
/// <param name="C">The third operand's.</param>
/// <param name="D">The fourth operand's.</param>
/// <param name="Value">The number of a constant.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Step(Operation Operation, int A = 0, int B = 0, int C = 0, int D = 0, double Value = 0.0)
{
    /// <summary>How many operands are earlier steps.</summary>
    public int Operands => Operation switch
    {
        Operation.Constant or Operation.Response or Operation.Working => 0,
        Operation.Add or Operation.Subtract or Operation.Multiply or Operation.Divide => 2,
        Operation.SelectLess => 4,
        _ => 1,
    };

    /// <summary>An operand's step.</summary>
    public int Operand(int index) => index switch
    {
        0 => A,
        1 => B,
        2 => C,
        _ => D,
    };
}
