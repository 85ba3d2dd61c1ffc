using System.Text;

namespace MinMo.Testing.Scripting;

/// <summary>Speech as a scripted engine renders it: every character is a run of samples that hold its code.</summary>
public static class ScriptedVoice
{
    private const int CodeScale = 100;

    /// <summary>The PCM of a text. Characters beyond U+0147 are spoken as '?'.</summary>
    public static short[] Speak(string text, int samplesPerCharacter)
    {
        var samples = new short[text.Length * samplesPerCharacter];
        for (var index = 0; index < text.Length; index++)
        {
            var code = text[index] * CodeScale <= short.MaxValue ? text[index] : '?';
            samples.AsSpan(index * samplesPerCharacter, samplesPerCharacter).Fill((short)(code * CodeScale));
        }

        return samples;
    }

    /// <summary>The characters whose middle sample is among the samples.</summary>
    /// <param name="samples">PCM from <see cref="Speak"/>, from the begin of a character on.</param>
    /// <param name="samplesPerCharacter">As given there.</param>
    public static string TextOf(ReadOnlySpan<short> samples, int samplesPerCharacter)
    {
        var text = new StringBuilder();
        for (var middle = samplesPerCharacter / 2; middle < samples.Length; middle += samplesPerCharacter)
        {
            text.Append((char)(samples[middle] / CodeScale));
        }

        return text.ToString();
    }
}
