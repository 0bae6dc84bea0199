using BenchmarkDotNet.Running;
using Surprisal.Benchmarks.Arrays;
using Surprisal.Benchmarks.Growth;
using Surprisal.Benchmarks.Kernels;
using Surprisal.Benchmarks.Limits;
using Surprisal.Benchmarks.Micro;
using Surprisal.Benchmarks.Penalties;

namespace Surprisal.Benchmarks;

/// <summary>The verbs <c>arrays</c>, <c>paths</c>, <c>stages</c>, <c>limits</c>, <c>growth</c>, <c>kernels</c> and <c>firth</c>; anything else is for BenchmarkDotNet.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        ReadOnlySpan<string> rest = args.AsSpan(Math.Min(1, args.Length));
        try
        {
            switch (args.FirstOrDefault())
            {
                case "arrays": ArraysCommand.Run(rest); break;
                case "paths": PathsCommand.Run(rest); break;
                case "stages": StagesCommand.Run(rest); break;
                case "limits": LimitsCommand.Run(rest); break;
                case "growth": GrowthCommand.Run(rest); break;
                case "kernels": KernelsCommand.Run(rest); break;
                case "firth": FirthCommand.Run(rest); break;
                default: BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, MicroConfig.Create()); break;
            }

            return 0;
        }
        catch (Exception e) when (e is InputException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
            if (e is InputException { Remedy: { } remedy }) Console.Error.WriteLine(remedy);
            return 2;
        }
    }
}
