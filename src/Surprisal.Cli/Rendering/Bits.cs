namespace Surprisal.Cli.Rendering;

/// <summary>Information in bits, as people count it, from the nats that everything is computed in.</summary>
internal static class Bits
{
    private const double NatsPerBit = 0.69314718055994530942;

    /// <summary>The same information in bits.</summary>
    public static double Of(double nats) => nats / NatsPerBit;
}
