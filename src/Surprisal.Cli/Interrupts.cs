using System.Runtime.InteropServices;

namespace Surprisal.Cli;

/// <summary>
/// Turns Ctrl-C and a polite request to end into cancellation. The second Ctrl-C ends the process at once, in case that the first one is not
/// heard.
/// </summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    /// <summary>Cancelled at the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Listens to the signals of this process until disposed.</summary>
    public static Interrupts OfProcess()
    {
        Interrupts interrupts = new();
        foreach (PosixSignal signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGINT, PosixSignal.SIGTERM])
            interrupts._registrations.Add(PosixSignalRegistration.Create(signal, interrupts.Handle));
        return interrupts;
    }

    /// <summary>Cancels, as a signal does.</summary>
    public void Cancel() => _source.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        if (_source.IsCancellationRequested) return;
        context.Cancel = true;
        _source.Cancel();
    }
}
