import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("automation", "0007_recommendations")]

    operations = [
        migrations.CreateModel(
            name='ProductList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=100, unique=True)),
                ('name', models.CharField(max_length=250)),
                ('definition', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='SalesDay',
            fields=[
                ('day', models.DateField(primary_key=True, serialize=False)),
                ('marked_at', models.DateTimeField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='message',
            name='notes',
            field=models.JSONField(db_default=[], default=list),
        ),
        migrations.CreateModel(
            name='CatalogueTurn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('back_in_stock', 'Back In Stock'), ('price_dropped', 'Price Dropped'), ('low_stock', 'Low Stock'), ('product_listed', 'Product Listed')], max_length=16)),
                ('product_id', models.IntegerField()),
                ('channel_slug', models.CharField(max_length=255)),
                ('data', models.JSONField(default=dict)),
                ('happened_at', models.DateTimeField()),
                ('wave_at', models.DateTimeField(null=True)),
                ('waves_count', models.IntegerField(default=0)),
                ('audience_count', models.IntegerField(default=0)),
                ('told_count', models.IntegerField(default=0)),
                ('outcome', models.CharField(default='', max_length=32)),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('wave_at__isnull', False)), fields=['wave_at'], name='autom_turn_due'), models.Index(fields=['happened_at'], name='autom_turn_happened')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('wave_at__isnull', False)), fields=('kind', 'product_id', 'channel_slug'), name='autom_turn_open_once')],
            },
        ),
        migrations.CreateModel(
            name='ContactInterest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contact_id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('category', 'Category'), ('brand', 'Brand'), ('product', 'Product')], max_length=8)),
                ('value', models.CharField(max_length=250)),
                ('views_count', models.IntegerField(default=0)),
                ('last_viewed_at', models.DateTimeField(null=True)),
                ('followed_at', models.DateTimeField(null=True)),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['kind', 'value'], name='autom_interest_value')],
                'constraints': [models.UniqueConstraint(fields=('contact_id', 'kind', 'value'), name='autom_interest_once')],
            },
        ),
        migrations.CreateModel(
            name='ProductSales',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel_slug', models.CharField(max_length=255)),
                ('day', models.DateField()),
                ('product_id', models.IntegerField()),
                ('units', models.IntegerField()),
                ('revenue_amount', models.DecimalField(decimal_places=3, max_digits=20)),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['day'], name='autom_sales_day')],
                'constraints': [models.UniqueConstraint(fields=('channel_slug', 'day', 'product_id'), name='autom_sales_once')],
            },
        ),
        migrations.CreateModel(
            name='ShelfItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('product_id', models.IntegerField()),
                ('channel_slug', models.CharField(max_length=255)),
                ('category_id', models.IntegerField(null=True)),
                ('brand', models.CharField(default='', max_length=250)),
                ('successor', models.CharField(default='', max_length=255)),
                ('price_amount', models.DecimalField(decimal_places=3, max_digits=20, null=True)),
                ('currency', models.CharField(default='', max_length=3)),
                ('units', models.IntegerField(null=True)),
                ('is_sold', models.BooleanField(default=False)),
                ('listed_at', models.DateTimeField()),
                ('returned_at', models.DateTimeField(null=True)),
                ('seen_at', models.DateTimeField()),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('is_sold', True)), fields=['channel_slug', '-listed_at', 'product_id'], name='autom_shelf_newest'), models.Index(condition=models.Q(('is_sold', True)), fields=['channel_slug', 'category_id'], name='autom_shelf_category'), models.Index(condition=models.Q(('is_sold', True)), fields=['channel_slug', 'brand'], name='autom_shelf_brand'), models.Index(condition=models.Q(('returned_at__isnull', False)), fields=['channel_slug', '-returned_at'], name='autom_shelf_returned')],
                'constraints': [models.UniqueConstraint(fields=('product_id', 'channel_slug'), name='autom_shelf_once')],
            },
        ),
        migrations.CreateModel(
            name='ShownProduct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message_id', models.BigIntegerField()),
                ('contact_id', models.BigIntegerField()),
                ('product_id', models.IntegerField()),
                ('variant_id', models.IntegerField(null=True)),
                ('channel_slug', models.CharField(default='', max_length=255)),
                ('list_slug', models.CharField(default='', max_length=100)),
                ('url_code', models.BigIntegerField()),
                ('shown_at', models.DateTimeField()),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['contact_id', 'shown_at'], name='autom_shown_contact'), models.Index(fields=['message_id'], name='autom_shown_message'), models.Index(fields=['shown_at'], name='autom_shown_at')],
            },
        ),
        migrations.CreateModel(
            name='VariantState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('variant_id', models.IntegerField()),
                ('channel_slug', models.CharField(max_length=255)),
                ('product_id', models.IntegerField()),
                ('price_amount', models.DecimalField(decimal_places=3, max_digits=20)),
                ('units', models.IntegerField(null=True)),
                ('is_sold', models.BooleanField(default=False)),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['product_id'], name='autom_variant_product')],
                'constraints': [models.UniqueConstraint(fields=('variant_id', 'channel_slug'), name='autom_variant_once')],
            },
        ),
        migrations.CreateModel(
            name='TurnReader',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contact_id', models.BigIntegerField()),
                ('rank', models.IntegerField()),
                ('told_at', models.DateTimeField(null=True)),
                ('turn', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='automation.catalogueturn')),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('told_at__isnull', True)), fields=['turn', 'rank'], name='autom_turn_reader_next')],
                'constraints': [models.UniqueConstraint(fields=('turn', 'contact_id'), name='autom_turn_reader_once')],
            },
        ),
    ]
