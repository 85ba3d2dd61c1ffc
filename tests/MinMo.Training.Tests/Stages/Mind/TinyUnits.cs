using MinMo.Training.Stages.Mind;
using MinMo.Training.Tokens;

namespace MinMo.Training.Tests.Stages.Mind;

/// <summary>Units of a few sentences.</summary>
internal static class TinyUnits
{
    public static MindUnits Learn()
    {
        var folder = Directory.CreateTempSubdirectory("minmo-units").FullName;
        try
        {
            string[] texts = [.. Enumerable.Repeat("what is seven plus five\nthat makes twelve.\nuser\nassistant\nrepeat after me red", 20)];
            return new MindUnits(BytePairTraining.Train(texts, new BytePairPlan(300, NanoTokens.All), folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
