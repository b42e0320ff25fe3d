<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AudienceStep</name>
    <message>
        <source>Whom may you write to?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only people who said yes to e-mail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also customers who were never asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody who said no, unsubscribed or complained is ever included.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How does the list name people?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By e-mail address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready for a mailing service. Needs an address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By your own customer number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For shops whose addresses are in another system: the list carries the number, the coupon and the words, and that system adds the address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>people will get it</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more are kept without mail, to measure what it brings.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left out</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people. Allowed everywhere.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more people.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>In the EU and the UK only for goods like those they bought from you, and if every mail lets them say no. You answer for this choice; it is kept with its date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group my customers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your customers are not grouped yet. Group them first, or write to everyone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose at least one group, and you see here whom it reaches.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your files hold no e-mail addresses. The list will name people by customer number; the system that has their addresses sends the mail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use customer numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody in these groups has an e-mail address on file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Include existing customers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody in these groups has agreed to e-mail yet. Read the choice below first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody in these groups may be written to. The reasons are below.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Certainty</name>
    <message>
        <source>How sure is this?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was tried</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln groups</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>Chart: save or copy</source>
        <extracomment>Pictures are saved this much finer than the screen, for print.</extracomment>
        <translation>图表：保存或复制</translation>
    </message>
    <message>
        <source>save or copy</source>
        <translation>保存或复制</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>保存图片…</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>复制表格</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
</context>
<context>
    <name>Clientele</name>
    <message>
        <source>Clientele closed unexpectedly last time. Your shop file is safe: it was checked.</source>
        <extracomment>The worker starts and loads its libraries when the first page has been read for a while. A daily backup waits until the owner has settled in.</extracomment>
        <translation>Clientele 上次意外关闭。您的店铺文件已检查，完好无损。</translation>
    </message>
</context>
<context>
    <name>ColumnsCard</name>
    <message>
        <source>How your columns are understood</source>
        <extracomment>At least so sure, a column needs no second look. The owner says otherwise: the column&apos;s header, and the meaning (empty: not used).</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change what is wrong; the rows above follow at once. Clientele remembers it for next time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it means</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How sure</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln columns that are not used</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>出了点问题</translation>
    </message>
    <message>
        <source>Clientele ran into a fault of its own. Your shop file is safe: unfinished changes are never kept. You can go on working; if it happens again, close and open the app.</source>
        <translation>Clientele 自身出现了故障。您的店铺文件是安全的：未完成的更改不会写入。您可以继续使用；如果再次发生，请关闭后重新打开本应用。</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>显示详情</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Open the log</source>
        <translation>打开日志</translation>
    </message>
</context>
<context>
    <name>CurrencyCard</name>
    <message>
        <source>In which currency are these amounts?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file says so. A shop keeps its books in one currency.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file does not say. A shop keeps its books in one currency, so please check it now.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>Cancelled. Your shop is as it was.</source>
        <translation>已取消，您的店铺数据保持原样。</translation>
    </message>
    <message>
        <source>Something went wrong inside Clientele. Your shop was not changed; the details are in the log.</source>
        <translation>Clientele 内部出错。您的店铺没有任何改动，详情见日志。</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>new orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>orders changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>orders already there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new customers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new products</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rows set aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rows rejected</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FileChips</name>
    <message>
        <source>Dropped files</source>
        <extracomment>A longer file name ends in … on its chip.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs a look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>importing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>imported</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GoalStep</name>
    <message>
        <source>Bring back good customers who have not ordered for long.</source>
        <extracomment>A goal was chosen while there is no campaign yet.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn people who bought once into customers who come back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thank those who keep the shop going, without a discount.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show each customer products that fit what they bought.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start from an empty audience and write what you like.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished">名称</translation>
    </message>
    <message>
        <source>For you and your file names; customers never see it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language of the mail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What should this campaign do?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your message stays as you wrote it; the greeting, reasons and dates change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An unchanged template changes with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it a name; until then the last one is kept.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GroupDetail</name>
    <message>
        <source>Who spent most</source>
        <extracomment>A customer was chosen: the id.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A typical one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The middle of the group: half of them have more, half have less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who they are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write to them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See the customers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the list…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Campaigns go to the groups of the newest grouping</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GroupsPage</name>
    <message>
        <source>Groups of customers</source>
        <extracomment>From this width on, list and map stand side by side. So many names make a group tangible.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>% of customers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>% of sales</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only orders up to this day count; the last order&apos;s day by default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group my customers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Way of grouping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How sure?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier groupings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group as of the last order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the earlier grouping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As of {day} · {customers} · {groups}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln customers</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln groups</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Show the newest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is an earlier grouping, as of {day}. Campaigns go to the groups of the newest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orders up to {day} have come in since this grouping.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As of {day} · {customers} · made {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grouping customers</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln customers grouped</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Export the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln customers written to {file}</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryCard</name>
    <message>
        <source>Imported so far</source>
        <extracomment>So many are listed until the owner asks for all. The id of an import whose report the owner wants to read. The import (its record) that the owner wants to take back.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Show all %Ln imports</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report of the import of {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo this import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo the import of {file}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>What to do next</source>
        <extracomment>Changes smaller than this share are called none.</extracomment>
        <translation>接下来做什么</translation>
    </message>
    <message>
        <source>Sales by month</source>
        <translation>每月销售额</translation>
    </message>
    <message>
        <source>Your shop has no sales yet</source>
        <translation>您的店铺还没有销售记录</translation>
    </message>
    <message>
        <source>Bring in a file with your orders, and this page tells you who your customers are, who is slipping away, and what to do next.</source>
        <translation>导入一份订单文件，本页就会告诉您：顾客是谁、谁正在流失、接下来该做什么。</translation>
    </message>
    <message>
        <source>Import sales</source>
        <translation>导入销售数据</translation>
    </message>
    <message>
        <source>Sales this month</source>
        <translation>本月销售额</translation>
    </message>
    <message>
        <source>as much as by this day last month</source>
        <translation>与上月同期持平</translation>
    </message>
    <message>
        <source>{share} more than by this day last month</source>
        <translation>比上月同期多 {share}</translation>
    </message>
    <message>
        <source>{share} less than by this day last month</source>
        <translation>比上月同期少 {share}</translation>
    </message>
    <message>
        <source>Customers who bought</source>
        <translation>购买过的顾客</translation>
    </message>
    <message numerus="yes">
        <source>%n new last month</source>
        <translation>
            <numerusform>上月新增 %n 位</numerusform>
        </translation>
    </message>
    <message>
        <source>Came back</source>
        <translation>回头客比例</translation>
    </message>
    <message>
        <source>{amount} an order on average</source>
        <translation>平均每单 {amount}</translation>
    </message>
    <message>
        <source>Share of your buyers who have ordered at least twice.</source>
        <translation>下过至少两单的顾客所占比例。</translation>
    </message>
    <message>
        <source>Sales at risk</source>
        <translation>面临流失的销售额</translation>
    </message>
    <message>
        <source>known once your customers are segmented</source>
        <translation>对顾客分群后即可得知</translation>
    </message>
    <message numerus="yes">
        <source>brought in by %n good customers who went quiet</source>
        <translation>
            <numerusform>来自 %n 位沉寂的优质顾客</numerusform>
        </translation>
    </message>
    <message>
        <source>{share} of all sales; as of {day}</source>
        <translation>占总销售额的 {share}；截至 {day}</translation>
    </message>
    <message numerus="yes">
        <source>Sales of the last %n months</source>
        <translation>
            <numerusform>最近 %n 个月的销售额</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n orders</source>
        <translation>
            <numerusform>%n 笔订单</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n customers</source>
        <translation>
            <numerusform>%n 位顾客</numerusform>
        </translation>
    </message>
    <message>
        <source>not over yet</source>
        <translation>本月尚未结束</translation>
    </message>
    <message>
        <source>{month}: as much as in {before}</source>
        <translation>{month}：与 {before} 持平</translation>
    </message>
    <message>
        <source>{month}: {share} more than in {before}</source>
        <translation>{month}：比 {before} 多 {share}</translation>
    </message>
    <message>
        <source>{month}: {share} less than in {before}</source>
        <translation>{month}：比 {before} 少 {share}</translation>
    </message>
    <message numerus="yes">
        <source>%n may be e-mailed</source>
        <translation>
            <numerusform>%n 位可发邮件</numerusform>
        </translation>
    </message>
    <message>
        <source>spent so far</source>
        <translation>累计消费</translation>
    </message>
    <message>
        <source>Segmenting customers</source>
        <translation>正在给顾客分群</translation>
    </message>
    <message>
        <source>Learning what to recommend</source>
        <translation>正在学习推荐什么</translation>
    </message>
</context>
<context>
    <name>ImportPage</name>
    <message>
        <source>Copied.</source>
        <extracomment>What an import or its undoing changes. The path of the shop file.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import</source>
        <translation type="unfinished">导入</translation>
    </message>
    <message>
        <source>Import more files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is in your shop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled. Your shop is as it was.</source>
        <translation type="unfinished">已取消，您的店铺数据保持原样。</translation>
    </message>
    <message>
        <source>Taking back {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The import of {file} was taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is still something to answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Import %Ln files</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Imported on {when}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JobStrip</name>
    <message>
        <source>Cancel</source>
        <extracomment>A job shorter than this never shows, and what shows stays for a moment: nothing flickers.</extracomment>
        <translation>取消</translation>
    </message>
    <message numerus="yes">
        <source>%n more waiting</source>
        <translation>
            <numerusform>还有 %n 项在等待</numerusform>
        </translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>大约还需 {time}</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>正在取消…</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Undone: {what}</source>
        <extracomment>On the welcome screen: the path of a shop, and the sales files to bring in.</extracomment>
        <translation>已撤销：{what}</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>分群</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>活动</translation>
    </message>
</context>
<context>
    <name>MapCard</name>
    <message>
        <source>Where they stand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customers by last order and by how much they buy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Days since the last order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often and how much they buy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{customers} customers are in the fullest square: last order {days} ago, and they buy {much}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln customers</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NotesCard</name>
    <message>
        <source>{rows} set aside: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Try again</source>
        <extracomment>Whether the body scrolls as a whole; a page around one big table does not.</extracomment>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Home</source>
        <extracomment>Room at the right for a scroll bar, part of the page&apos;s margin. A view that comes sooner than this needs no grey shapes before it. Topics of ``engine.changes`` after which the page is out of date. Below the others, at the foot of the rail. In the order of the owner&apos;s work; Ctrl+1 … Ctrl+9 follow it.</extracomment>
        <translation>首页</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Segments</source>
        <translation>分群</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Find a customer, product, segment or page</source>
        <translation>查找顾客、商品、分群或页面</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>匹配结果</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Pages</source>
        <extracomment>Below this width the rail shows icons only.</extracomment>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>ReconciliationCard</name>
    <message>
        <source>Every row accounted for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes into your shop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In your shop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read from the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discounts on whole orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It adds up, to the last row and the last unit of money.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not add up. Please keep the file and undo this import.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Money</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RejectsCard</name>
    <message>
        <source>Line</source>
        <extracomment>Save them all: the path that was chosen.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What stands there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why it cannot be stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows that cannot be stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} – rejected rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV files</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReportView</name>
    <message>
        <source>Group my customers</source>
        <extracomment>Go to a page: its id.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the customers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo this import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good to know</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The import of {file} was taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is in your shop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} brought nothing new: your shop has it all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They were left out. Correct them in the file and import it again: only they are added.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first {count} are listed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows could not be stored</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewView</name>
    <message>
        <source>Good to know</source>
        <extracomment>Encodings by the names that people know them by. The header of a column, and the meaning that the owner chose for it. The name of a question and the answer.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave this file out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Having a look. Nothing is stored yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On its way into your shop. You can go on working, or drop more files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are left out; everything else is imported. Line numbers are those of your file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first {count} are listed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows cannot be stored</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Choose below which one it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in the file tells. Your answer is remembered for files like this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{choice}: {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an Excel file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a CSV file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} from {kind}, {rows}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A table</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Dates are day / month / year.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dates are month / day / year.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dates are year / month / day.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>separated by commas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>separated by semicolons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>separated by tabs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>separated by bars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sheet “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>column names in line {line}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without column names</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SampleRowsCard</name>
    <message>
        <source>The first rows, as they will be stored</source>
        <extracomment>Rows on screen; the others scroll.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare a few with your file: are dates, customers and amounts right?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer</source>
        <translation type="unfinished">顾客</translation>
    </message>
    <message>
        <source>Product</source>
        <translation type="unfinished">商品</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Total</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refund</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>correction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not named</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SegmentList</name>
    <message>
        <source>Who is it for?</source>
        <extracomment>(include, exclude) as tuples of picks.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave a group out…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everyone on file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{groups}, as of {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not leave out {group}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>but not: {group}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Segments</name>
    <message>
        <source>There are no orders yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring in your sales, and this page shows who your best customers are, who is new, and who is slipping away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import sales</source>
        <translation type="unfinished">导入销售数据</translation>
    </message>
    <message>
        <source>Group my customers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your customers are not grouped like this yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No natural groups, and that is an answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too few customers yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody had bought by then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That cannot be grouped</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Your shop</source>
        <extracomment>So many backups are listed; the folder has the rest.</extracomment>
        <translation>您的店铺</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>货币</translation>
    </message>
    <message>
        <source>The currency that new sales files are read in.</source>
        <translation>读取新的销售文件时使用的货币。</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>Decides on which day a late order counts.</source>
        <translation>决定深夜的订单算在哪一天。</translation>
    </message>
    <message>
        <source>Language of your customers</source>
        <translation>顾客使用的语言</translation>
    </message>
    <message>
        <source>New campaigns start in it.</source>
        <translation>新活动默认使用这种语言。</translation>
    </message>
    <message>
        <source>Who your mail comes from</source>
        <translation>邮件的发件人</translation>
    </message>
    <message>
        <source>Every message must say who sent it; the law asks for it too.</source>
        <translation>每封邮件都要说明由谁发出，这也是法律的要求。</translation>
    </message>
    <message>
        <source>Sender name</source>
        <translation>发件人名称</translation>
    </message>
    <message>
        <source>Sender address</source>
        <translation>发件人邮箱</translation>
    </message>
    <message>
        <source>Postal address</source>
        <translation>通讯地址</translation>
    </message>
    <message>
        <source>Website</source>
        <translation>网站</translation>
    </message>
    <message>
        <source>Unsubscribe link</source>
        <translation>退订链接</translation>
    </message>
    <message>
        <source>Leave it empty to use your mailing service&apos;s own.</source>
        <translation>留空则使用邮件服务商自带的退订链接。</translation>
    </message>
    <message>
        <source>This window</source>
        <translation>本窗口</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>System</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Shop file and backups</source>
        <translation>店铺文件与备份</translation>
    </message>
    <message>
        <source>Everything about your shop is in one file. A copy is made every day that you use it.</source>
        <translation>店铺的全部数据都在一个文件里。每天使用时都会自动备份一次。</translation>
    </message>
    <message>
        <source>Shop file</source>
        <translation>店铺文件</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Open another shop…</source>
        <translation>打开另一家店铺…</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Restore from a file…</source>
        <translation>从文件恢复…</translation>
    </message>
    <message>
        <source>About Clientele</source>
        <translation>关于 Clientele</translation>
    </message>
    <message>
        <source>Clientele works without a network: nothing about your shop or your customers leaves this computer.</source>
        <translation>Clientele 无需联网：店铺和顾客的任何信息都不会离开这台电脑。</translation>
    </message>
    <message>
        <source>Version {version}. Typeface: Inter, under the SIL Open Font License.</source>
        <translation>版本 {version}。字体：Inter，依 SIL 开放字体许可证使用。</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Shop files</source>
        <translation>店铺文件</translation>
    </message>
    <message>
        <source>Open another shop</source>
        <translation>打开另一家店铺</translation>
    </message>
    <message>
        <source>No backup yet.</source>
        <translation>还没有备份。</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Restore the backup of {when}</source>
        <translation>恢复 {when} 的备份</translation>
    </message>
    <message numerus="yes">
        <source>%n older backups in the folder</source>
        <translation>
            <numerusform>文件夹里还有 %n 个更早的备份</numerusform>
        </translation>
    </message>
    <message>
        <source>on request</source>
        <translation>手动</translation>
    </message>
    <message>
        <source>daily</source>
        <translation>每日</translation>
    </message>
    <message>
        <source>before an update</source>
        <translation>更新之前</translation>
    </message>
    <message>
        <source>before restoring</source>
        <translation>恢复之前</translation>
    </message>
    <message>
        <source>Backed up</source>
        <translation>已备份</translation>
    </message>
    <message>
        <source>Restore from a file</source>
        <translation>从文件恢复</translation>
    </message>
    <message>
        <source>Wait until the running work is done, then restore.</source>
        <translation>请等正在进行的工作完成后再恢复。</translation>
    </message>
    <message>
        <source>Restored. Your shop as it was before is kept as a backup, too.</source>
        <translation>已恢复。恢复前的店铺数据也已存为备份。</translation>
    </message>
</context>
<context>
    <name>StartView</name>
    <message>
        <source>Drop your order files here</source>
        <extracomment>The owner would rather look at the sample shop first.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orders exported from your shop system, your till or your accounts: CSV or Excel, also packed as GZ. In any language, with any column names, one file or several. You see everything before it is stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing leaves this computer. Your files are read, never changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look around with a sample shop first</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Time</name>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>昨天</translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>%n 天前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n months ago</source>
        <translation>
            <numerusform>%n 个月前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n years ago</source>
        <translation>
            <numerusform>%n 年前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%n 秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n 分钟</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Undo</source>
        <extracomment>Long enough to read and to reach for Undo.</extracomment>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Know your customers, and bring them back</source>
        <translation>了解您的顾客，让他们再次光临</translation>
    </message>
    <message>
        <source>Everything stays on this computer: Clientele never connects to a network.</source>
        <translation>一切数据都留在这台电脑上：Clientele 从不联网。</translation>
    </message>
    <message>
        <source>Look around</source>
        <translation>随便看看</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Look around with a sample shop</source>
        <translation>用示例店铺随便看看</translation>
    </message>
    <message>
        <source>An invented shop with 1,200 customers, to try everything on.</source>
        <translation>一家虚构的店铺，有 1,200 位顾客，可以放心尝试所有功能。</translation>
    </message>
    <message>
        <source>Start with my own sales file</source>
        <translation>从我自己的销售文件开始</translation>
    </message>
    <message>
        <source>An export of your orders as CSV or Excel, from any shop system.</source>
        <translation>任何店铺系统导出的订单文件，CSV 或 Excel 均可。</translation>
    </message>
    <message>
        <source>Open a shop file</source>
        <translation>打开店铺文件</translation>
    </message>
    <message>
        <source>A shop that you made with Clientele before, or a backup of one.</source>
        <translation>之前用 Clientele 建立的店铺，或它的备份。</translation>
    </message>
    <message>
        <source>Restore the backup of {day}</source>
        <translation>恢复 {day} 的备份</translation>
    </message>
    <message>
        <source>Sales files</source>
        <translation>销售文件</translation>
    </message>
    <message>
        <source>Your sales file</source>
        <translation>您的销售文件</translation>
    </message>
    <message>
        <source>My shop</source>
        <translation>我的店铺</translation>
    </message>
    <message>
        <source>Shop files</source>
        <translation>店铺文件</translation>
    </message>
</context>
<context>
    <name>parent</name>
    <message>
        <source>What “{column}” means</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>self._parent</name>
    <message>
        <source>You said so</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Likely</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A guess: please check</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
