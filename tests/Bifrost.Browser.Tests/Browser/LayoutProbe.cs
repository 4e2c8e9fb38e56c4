namespace Bifrost.Browser.Tests.Browser;

/// <summary>Looks at every piece of text that a reader sees: line by line, where it is drawn.</summary>
internal static class LayoutProbe
{
    /// <summary>
    /// Sentences about: two lines of text on one another; text that leaves the page, its card or its table; text below 11 pixels; text that does not stand out from its background (WCAG AA, 4.5 to 1);
    /// a page wider than its window. The boxes of lines are cut by a fifth above and below, where fonts keep room that no letter fills.
    /// </summary>
    public const string Script =
        """
        () => {
            const faults = [];
            const root = document.documentElement;
            if (root.scrollWidth > root.clientWidth) faults.push(`the page is ${root.scrollWidth} pixels wide in a window of ${root.clientWidth}`);
            for (const box of document.querySelectorAll('.table'))
                if (box.checkVisibility() && box.scrollWidth > box.clientWidth + 1) faults.push(`a table is ${box.scrollWidth} pixels wide in ${box.clientWidth}: ${box.innerText.slice(0, 40)}`);

            const unseen = element => {
                for (let at = element; at; at = at.parentElement) {
                    const box = at.getBoundingClientRect();
                    if (getComputedStyle(at).overflow === 'hidden' && box.width <= 1 && box.height <= 1) return true;
                }
                return false;
            };
            const colour = text => (text.match(/[\d.]+/g) ?? []).map(Number);
            const luminance = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
            const behind = element => {
                for (let at = element; at; at = at.parentElement) {
                    const back = colour(getComputedStyle(at).backgroundColor);
                    if (back.length === 3 || back[3] > 0) return back;
                }
                return [255, 255, 255];
            };
            const contrast = element => {
                const [a, b] = [luminance(colour(getComputedStyle(element).color)), luminance(behind(element))].sort((x, y) => y - x);
                return (a + 0.05) / (b + 0.05);
            };

            const lines = [];
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const element = node.parentElement;
                if (!node.data.trim() || ['STYLE', 'SCRIPT', 'TITLE', 'DESC', 'title', 'desc'].includes(element.tagName)) continue;
                if (!element.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true, opacityProperty: true }) || unseen(element)) continue;
                const text = node.data.trim().replace(/\s+/g, ' ').slice(0, 40);
                const size = parseFloat(getComputedStyle(element).fontSize) * (element.ownerSVGElement ? element.getScreenCTM().d : 1);
                if (size < 11) faults.push(`"${text}" is ${size.toFixed(1)} pixels high`);
                const ratio = contrast(element);
                if (ratio < 4.5) faults.push(`"${text}" has a contrast of ${ratio.toFixed(2)}`);
                const range = document.createRange();
                range.selectNodeContents(node);
                const card = element.closest('.card, .panel, .chart.bars, .findings li, td, th')?.getBoundingClientRect();
                for (const box of range.getClientRects()) {
                    if (box.width < 1 || box.height < 1) continue;
                    if (box.left < -1 || box.right > root.clientWidth + 1) faults.push(`"${text}" leaves the page`);
                    if (card && (box.left < card.left - 1 || box.right > card.right + 1)) faults.push(`"${text}" leaves its box`);
                    const cut = box.height / 5;
                    lines.push({ text, node, left: box.left + 0.5, right: box.right - 0.5, top: box.top + cut, bottom: box.bottom - cut });
                }
            }
            lines.sort((a, b) => a.top - b.top);
            for (let i = 0; i < lines.length; i++)
                for (let j = i + 1; j < lines.length && lines[j].top < lines[i].bottom; j++)
                    if (lines[i].left < lines[j].right && lines[j].left < lines[i].right) faults.push(`"${lines[i].text}" and "${lines[j].text}" overlap`);
            return [...new Set(faults)];
        }
        """;
}
