using System.Globalization;
using Surprisal.Fits;

namespace Surprisal.Cli.Rendering;

/// <summary>
/// One line on a terminal, rewritten in place, for work that takes more than a second. A clock draws it, because a single pass over many rows
/// may itself take seconds. Safe to be told from any thread.
/// </summary>
internal sealed class ProgressLine : IProgress<FitProgress>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);

    private readonly TextWriter? _screen;
    private readonly Lock _gate = new();
    private readonly long _start = Environment.TickCount64;
    private readonly Timer? _clock;
    private string _stage = "";
    private FitProgress? _latest;
    private int _drawn;
    private bool _ended;

    /// <summary>Starts the clock.</summary>
    /// <param name="screen">Where to draw; null to stay silent.</param>
    public ProgressLine(TextWriter? screen)
    {
        _screen = screen;
        if (screen is not null) _clock = new Timer(static line => ((ProgressLine)line!).Draw(), this, Patience, Period);
    }

    /// <summary>Names what is being done.</summary>
    public void Stage(string name)
    {
        lock (_gate) _stage = name;
    }

    /// <inheritdoc/>
    public void Report(FitProgress value)
    {
        lock (_gate) _latest = value;
    }

    /// <summary>Wipes the line and stays silent from here on.</summary>
    public void Clear()
    {
        _clock?.Dispose();
        lock (_gate)
        {
            if (_drawn > 0) _screen!.Write('\r' + new string(' ', _drawn) + '\r');
            _drawn = 0;
            _ended = true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();

    private void Draw()
    {
        lock (_gate)
        {
            if (_ended) return;
            string text = Text();
            _screen!.Write('\r' + text.PadRight(_drawn));
            _drawn = text.Length;
        }
    }

    private string Text()
    {
        string elapsed = ((Environment.TickCount64 - _start) / 1000).ToString(CultureInfo.InvariantCulture);
        string text = _latest is { } at
            ? $"{_stage}: step {at.Iteration}, surprisal {Digits.Of(at.Surprisal)} nats{Distance(at)}, {elapsed} s (Ctrl-C cancels)"
            : $"{_stage}, {elapsed} s (Ctrl-C cancels)";
        return text.Length < 79 ? text : text[..78];
    }

    private static string Distance(FitProgress at) => at.GradientNorm is { } norm ? $", {Digits.Rough(norm)} standard errors away" : "";
}
