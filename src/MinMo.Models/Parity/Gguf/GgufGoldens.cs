namespace MinMo.Models.Parity.Gguf;

/// <summary>What all kinds of GGUF goldens share.</summary>
internal static class GgufGoldens
{
    extension(GoldenCase golden)
    {
        /// <summary>Path of the <c>.gguf</c> file that the parameter <c>file</c> names.</summary>
        public string CheckpointFile()
            => Path.Combine(golden.RequireCheckpoint(), golden.Parameters.GetProperty("file").GetString()!);
    }
}
