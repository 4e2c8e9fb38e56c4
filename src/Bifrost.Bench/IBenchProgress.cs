using Bifrost.Bench.Measuring;

namespace Bifrost.Bench;

/// <summary>Hears of each figure when it is there: a benchmark is long.</summary>
public interface IBenchProgress
{
    void Measured(Measurement measurement);
}
