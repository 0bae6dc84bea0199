using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using Surprisal.Data;
using Surprisal.Numerics.Random;

namespace Surprisal.Benchmarks.Micro;

/// <summary>Reading a CSV of 21 columns of full-length doubles from memory; times are per byte, so MB/s is 1000/time in ns.</summary>
public class CsvBenchmarks
{
    // Nearly what the rows below come to; a benchmark's operations have to be a constant.
    private const int Bytes = 20_000_000;
    private byte[] _file = [];

    [GlobalSetup]
    public void Setup()
    {
        StringBuilder text = new("y");
        for (int j = 1; j <= 20; j++) text.Append(CultureInfo.InvariantCulture, $",x{j}");
        text.Append('\n');
        RandomStream stream = new(seed: 4);
        while (text.Length < Bytes)
        {
            text.Append(stream.NextDouble() < 0.5 ? '0' : '1');
            for (int j = 0; j < 20; j++) text.Append(CultureInfo.InvariantCulture, $",{stream.NextNormal():R}");
            text.Append('\n');
        }

        _file = Encoding.ASCII.GetBytes(text.ToString());
    }

    [Benchmark(OperationsPerInvoke = Bytes)]
    public Table Read()
    {
        using MemoryStream stream = new(_file);
        return Table.ReadCsv(stream, "memory");
    }
}
