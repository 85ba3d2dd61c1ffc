namespace MinMo.Cli.Train;

/// <summary>What is to be trained.</summary>
/// <param name="Stage">Only this stage; null for all that are not done.</param>
/// <param name="Redo">Forget what the stage has done before.</param>
/// <param name="Threads">Threads of the tensor library.</param>
internal sealed record TrainRequest(string? Stage, bool Redo, int Threads);
