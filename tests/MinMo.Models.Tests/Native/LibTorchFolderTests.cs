using System.Reflection;
using MinMo.Models.Native;
using MinMo.Testing.Files;

namespace MinMo.Models.Tests.Native;

public sealed class LibTorchFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("site-packages")]
    [InlineData("site-packages/torch")]
    [InlineData("site-packages/torch/lib")]
    public void The_libraries_are_found_below_what_is_named(string named)
    {
        Install("site-packages/torch/lib");

        Assert.Equal(_folder.Of("site-packages", "torch", "lib"), LibTorchFolder.Find(_folder.Of(named)).Path);
    }

    [Theory]
    [InlineData("version.py", "from typing import Optional\n__all__ = ['__version__']\n__version__ = '2.10.0+cu128'\n", "2.10.0+cu128")]
    [InlineData("version.py", "__version__: str = \"2.11.0\"\n", "2.11.0")]
    [InlineData("version.py", "debug = False\n", null)]
    [InlineData("build-version", "2.10.0+cpu\n", "2.10.0+cpu")]
    public void The_version_is_what_the_installation_says(string file, string content, string? version)
    {
        Install("torch/lib");
        _folder.Write($"torch/{file}", content);

        Assert.Equal(version, LibTorchFolder.Find(_folder.Of("torch")).Version);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named_with_the_way_to_find_the_right_one()
    {
        var missing = _folder.Of("nothing");

        var problem = Assert.Throws<LibTorchException>(() => LibTorchFolder.Find(missing));

        Assert.Contains(missing, problem.Message, StringComparison.Ordinal);
        Assert.Contains("torch.__path__", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_libtorch_is_told_where_it_was_looked_for()
    {
        var problem = Assert.Throws<LibTorchException>(() => LibTorchFolder.Find(_folder.Path));

        Assert.Contains(_folder.Of("lib"), problem.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.Of("torch", "lib"), problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_that_is_missing_is_named()
    {
        Install("lib");
        File.Delete(_folder.Of("lib", "libc10.so"));

        var problem = Assert.Throws<LibTorchException>(() => LibTorchFolder.Find(_folder.Path));

        Assert.Contains("libc10.so", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TorchSharp_was_made_to_ask_whether_a_libtorch_was_named()
        => Assert.Contains(
            typeof(TorchSharp.torch).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>(),
            static mark => mark.Key == LibTorchLoading.Told);

    [Fact]
    public void A_process_that_has_loaded_its_own_libtorch_takes_no_other()
    {
        TorchSharp.torch.InitializeDeviceType(TorchSharp.DeviceType.CPU);
        Install("lib");

        var problem = Assert.Throws<LibTorchException>(() => LibTorchFolder.Find(_folder.Path).Use());

        Assert.Contains("already", problem.Message, StringComparison.Ordinal);
    }

    private void Install(string folder)
    {
        foreach (var library in (string[])["libc10.so", "libtorch_cpu.so", "libtorch.so"])
        {
            _folder.Write($"{folder}/{library}", "not a library");
        }
    }
}
