namespace MinMo.Models.Parity.Audio;

/// <summary>What all kinds of audio goldens share.</summary>
internal static class AudioGoldens
{
    extension(GoldenCase golden)
    {
        /// <summary>How many first samples to take, one output each.</summary>
        public IEnumerable<int> Lengths()
            => golden.Parameters.GetProperty("lengths").EnumerateArray().Select(length => length.GetInt32());
    }
}
