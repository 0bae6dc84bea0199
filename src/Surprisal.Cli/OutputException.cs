namespace Surprisal.Cli;

/// <summary>Standard output does not take the answer: a full disk, say. Not a defect, and nothing that another input would mend.</summary>
/// <param name="cause">What the operating system said.</param>
internal sealed class OutputException(IOException cause)
    : InputException($"cannot write to standard output: {cause.Message.TrimEnd('.')}", "give it a place that can be written to", cause);
