namespace Surprisal.Cli;

/// <summary>What a verb prints on standard output once it is complete, and how the process ends.</summary>
/// <param name="Text">The whole output, its last line ended.</param>
/// <param name="Status">One of <see cref="ExitStatus"/>.</param>
internal sealed record Answer(string Text, int Status = ExitStatus.Success);
