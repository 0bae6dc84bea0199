using BenchmarkDotNet.Running;
using Surprisal.Benchmarks.Arrays;
using Surprisal.Benchmarks.Growth;
using Surprisal.Benchmarks.Kernels;
using Surprisal.Benchmarks.Limits;
using Surprisal.Benchmarks.Micro;

namespace Surprisal.Benchmarks;

/// <summary>The verbs <c>arrays</c>, <c>stages</c>, <c>limits</c>, <c>growth</c> and <c>kernels</c>; anything else is for BenchmarkDotNet.</summary>
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
                case "stages": StagesCommand.Run(rest); break;
                case "limits": LimitsCommand.Run(rest); break;
                case "growth": GrowthCommand.Run(rest); break;
                case "kernels": KernelsCommand.Run(rest); break;
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
